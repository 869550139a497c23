# Anamnesis: preguntas, listas, diagnóstico, tratamiento además de las sesiones, historial, la tableta del paciente.

intake-title = Anamnesis
intake-views = Vistas de la anamnesis
intake-view-questions = Preguntas
intake-view-today = En esta visita
intake-view-medicines = Medicamentos
intake-view-allergies = Alergias
intake-view-diagnosis = Diagnóstico
intake-view-treatment = Otro tratamiento
intake-view-history = Historial

intake-sentence-incomplete = { $n ->
    [0] Lo pendiente se guarda en otras páginas; cada una se indica abajo.
    [one] Una respuesta podría decidir el cribado.
   *[other] { $n } respuestas podrían decidir el cribado; primero, la más decisiva.
}
intake-sentence-excluded = Con los datos actuales, una regla prohíbe el tratamiento: ninguna otra pregunta lo decide.
intake-sentence-diagnosis = Las preguntas están respondidas. Aún no se ha hecho ningún diagnóstico.
intake-sentence-done = No queda pendiente nada que decida.
intake-hand-tablet = Entregar la tableta al paciente
intake-elsewhere = Decide ahora y se guarda en su propia página
intake-decides-elsewhere = no se sabe, o ya no
intake-open = pendiente
intake-birth-date = Fecha de nacimiento
intake-decides-title = Lo que decide ahora
intake-first-of = { $shown } de { $all }
intake-nothing-decides = Ninguna pregunta decide ahora
intake-nothing-decides-sentence = Todas las reglas del procedimiento se pueden decidir, o una de ellas ya lo prohíbe.
intake-to-screening = Ir al cribado
intake-topics = Todos los temas
intake-to-topics = Todas las preguntas
intake-topic-answered = { $n ->
    [0] nada respondido
    [one] 1 respondida
   *[other] { $n } respondidas
}
intake-topic-open = { $n ->
    [one] { $n } pendiente
   *[other] { $n } pendientes
}
intake-topic-stale = { $n } que volver a preguntar
intake-topic-done = nada pendiente
intake-topic-nothing-open = Con los datos actuales, aquí no hay nada pendiente.

intake-today-title = Preguntas de hoy
intake-today-sentence = Solo lo que ya no vale o puede haber cambiado desde la última visita.
intake-today-nothing = Nada que volver a preguntar
intake-today-nothing-sentence = Todas las respuestas que importan siguen valiendo hoy.

intake-source = Quién da estas respuestas
intake-source-hint = Se guarda con cada respuesta.
intake-source-as-asked = Lo que indica cada pregunta
intake-source-patient = paciente
intake-source-examiner = explorador
intake-source-laboratory = laboratorio
intake-source-record = historia
intake-source-room = sala
intake-source-staff = personal
intake-source-product = etiqueta del producto

intake-told = { $source }, { $day }, anotado por { $name }
intake-was = { $value } ({ $who })
intake-no-longer = Vale { $validity }: vuelva a preguntar.
intake-ask-again = volver a preguntar
intake-contradicted = contradicho
intake-contradicted-do = Otra respuesta lo contradice: aclare cuál de las dos es correcta.
intake-follows = se deduce de otras respuestas
intake-hint-not-asked = Sin preguntar todavía.
intake-decides = { $more ->
    [0] decide { $rules }
   *[other] decide { $rules } y { $more } más
}
intake-counts-visit = para la visita
intake-counts-day = para el día
intake-counts-days = { $days ->
    [one] durante un día
   *[other] durante { $days } días
}
intake-counts-always = de forma permanente
intake-value-none = ninguno
intake-value-between = entre { $low } y { $high }
intake-range = De { $from } a { $to }.
intake-other-units = También en { $units }: escriba la unidad detrás del número.
intake-no-value = Sin valor
intake-laboratory-day = Día de la muestra
intake-list-these = Estos
intake-list-none = Ninguno
intake-list-which = Cuáles
intake-waiting = { $n ->
    [one] Una pregunta depende de las respuestas de arriba
   *[other] { $n } preguntas dependen de las respuestas de arriba
}
intake-waiting-title = Se pregunta cuando una respuesta de arriba lo requiere
intake-waiting-sentence = Si arriba se responde «no», nada de esto importa.
intake-idle = { $n ->
    [one] Una pregunta no decide nada con los datos actuales
   *[other] { $n } preguntas no deciden nada con los datos actuales
}
intake-idle-title = No decide nada con los datos actuales
intake-idle-sentence = Aun así se pueden responder.
intake-save = Guardar y mostrar lo siguiente
intake-save-and-next = Guardar y continuar
intake-save-and-back = Guardar y volver a todas las preguntas
intake-cancel = Cancelar
intake-kept-as-typed = Se conserva mientras escribe
intake-draft-refused = No conservado en el servidor: sesión de usuario cerrada o modificado por otra persona. Conservado en este dispositivo
intake-draft-found = Lo escrito el { $time } y no guardado vuelve a estar en el formulario.
intake-draft-found-here = En este dispositivo hay algo escrito ({ $time }) que no se guardó.
intake-draft-restore = Recuperarlo
intake-draft-discard = Descartarlo
intake-check-answers = Algunas respuestas no se pueden aceptar como están.
intake-nothing-stored = No se ha guardado nada; lo que ha escrito sigue aquí.
intake-kept-typed = Lo que ha escrito sigue aquí.
notice-intake-saved = Guardado.
notice-intake-nothing-touched = No se ha tocado nada, así que no se ha guardado nada.

intake-number-impossible = { $value } no es posible: introduzca un número de { $from } a { $to }.
intake-number-none = «{ $text }» no es un número.
intake-unit-none = Escriba la unidad detrás de { $text }: { $units }.
intake-unit-unknown = La unidad «{ $unit }» no se conoce aquí. Use { $units }.
intake-unit-wrong = Aquí no se puede aceptar { $unit }. Use { $units }.
intake-option-wrong = «{ $value }» no es ninguna de las respuestas.
intake-answer-wrong-kind = Esto no es una respuesta a la pregunta.
intake-value-missing = Introduzca el valor o elija que no hay ninguno.
intake-laboratory-day-missing = Introduzca el día de la muestra: de él depende cuánto tiempo vale el valor.
intake-day-to-come = Este día aún no ha llegado.
intake-day-before-birth = Este día es anterior al nacimiento del paciente.
intake-list-tick-one = Marque al menos uno o elija «Ninguno».
intake-list-tick-none = Elija «Estos» o quite las marcas.

intake-topic-bleeding = Hemorragia y coagulación
intake-topic-cancer = Cáncer
intake-topic-hair = Cabello
intake-topic-heart = Corazón y circulación
intake-topic-identity = Persona
intake-topic-allergy = Reacciones graves
intake-topic-immune = Sistema inmunitario
intake-topic-infection = Infecciones
intake-topic-medicines = Más sobre medicamentos
intake-topic-vital-signs = Cuerpo y constantes vitales
intake-topic-vaccines = Vacunas
intake-topic-anaesthesia = Anestesia
intake-topic-diabetes = Diabetes
intake-topic-liver = Hígado
intake-topic-kidney = Riñones
intake-topic-endocrine = Hormonas
intake-topic-blood = Sangre
intake-topic-nerves = Nervios y músculos
intake-topic-mind = Mente y estado de ánimo
intake-topic-pregnancy = Embarazo, fertilidad y salud sexual
intake-topic-prostate = Próstata
intake-topic-scalp = Cuero cabelludo
intake-topic-today = Hoy

intake-list-not-asked = sin preguntar todavía
intake-list-stale = preguntado el { $day }: vuelva a preguntar en esta visita
intake-list-counts = preguntado el { $day }
intake-list-told-none = no hay, preguntado
intake-list-unchanged = Preguntado hoy: sin cambios
intake-list-open = Abrir la lista
intake-list-nothing-yet = Aún no hay ninguna lista que pueda quedar sin cambios: pregunte y anote lo que se refiera.
intake-medicines-told = ¿Qué se ha referido sobre medicamentos?
intake-medicines-hint = Medicamentos, hormonas, productos de herbolario y suplementos, también los comprados sin receta.
intake-allergies-told = ¿Qué se ha referido sobre alergias?
intake-allergies-hint = Medicamentos, anestésicos, conservantes, látex, desinfectantes, productos de origen animal, alimentos, plantas, tinte de pelo.
intake-list-these-below = Lo anotado abajo
intake-list-none-asked = Ninguno: se ha preguntado y no hay
intake-list-save = Guardar como se ha referido hoy
intake-list-more = Más filas
intake-list-row = Entrada { $n }
intake-list-name = Nombre
intake-medicine-detail = Dosis y frecuencia
intake-allergy-detail = Qué ocurrió
intake-list-since-label = Desde
intake-list-since = desde { $day }
intake-list-stopped = Quitar { $name } de la lista
intake-list-known = conocido
intake-list-stands-for = equivale a { $name }
intake-list-unlisted = no figura en la base de conocimiento
intake-list-unlisted-sentence = Se conserva tal como está escrito, y toda regla que dependa de ello queda sin decidir.
intake-list-near = ¿Es { $names }?
intake-list-empty = No hay nada en la lista
intake-list-now = La lista tal como está ahora
intake-list-earlier = Listas anteriores
intake-list-asked = Preguntado
intake-list-entries = Referido
intake-written-by = Anotado por
intake-list-changed = Entretanto, otra persona ha cambiado esta lista.
intake-list-changed-do = Compárela con la lista tal como está ahora y guarde de nuevo: se sustituye la lista entera.
intake-list-too-long = Una lista tiene como máximo 100 entradas.
intake-list-name-missing = Escriba el nombre o vacíe la fila.
intake-list-name-twice = Esto ya está en la lista.
intake-list-text-too-long = Como máximo { $n } caracteres.
intake-list-told-nothing = Indique qué se ha referido: anote al menos uno, o elija que no hay ninguno o que no se sabe.
intake-list-told-and-entries = Hay entradas abajo: elija «Lo anotado abajo» o quítelas de la lista.
notice-intake-list-saved = Guardado como se ha referido hoy.

intake-diagnosis-sentence = La enfermedad y su estadio; vale el último diagnóstico.
intake-diagnosis-now = Diagnóstico
intake-diagnosis-none = Aún no hay diagnóstico
intake-diagnosis-none-sentence = Lo hace un prescriptor, con el estadio elegido entre dibujos.
intake-diagnosis-prescriber = El diagnóstico lo hace un prescriptor.
intake-diagnosis-new = Hacer un diagnóstico
intake-diagnosis-earlier = Diagnósticos anteriores
intake-diagnosis-condition = Enfermedad
intake-diagnosis-made = { $name }, { $day }
intake-diagnosis-since = Se pierde cabello desde
intake-diagnosis-since-hint = El primer día, o un día de ese mes.
intake-diagnosis-stage = Estadio
intake-diagnosis-not-staged = sin estadificar
intake-diagnosis-action = Qué supone para un plan
intake-diagnosis-evidence = Qué se sabe de las inyecciones
intake-diagnosis-codes = Códigos
intake-diagnosis-choose = Elija una enfermedad
intake-diagnosis-show = Mostrarla
intake-diagnosis-scales = Escalas
intake-diagnosis-on = Hecho el
intake-diagnosis-by = Se hace en nombre de { $name }.
intake-diagnosis-save = Hacer este diagnóstico
intake-diagnosis-condition-missing = Elija una enfermedad.
intake-diagnosis-scale-wrong = Esta enfermedad no se estadifica con esa escala.
intake-diagnosis-value-wrong = Elija un valor de la escala { $scale }.
intake-diagnosis-number-wrong = Introduzca un número de { $from } a { $to }.
intake-diagnosis-since-after = Este día es posterior al diagnóstico.
notice-intake-diagnosed = El diagnóstico está hecho.
intake-salt-or-zones = O introduzca la pérdida en cada zona y se calcula la puntuación.
intake-salt-top = Pérdida en la parte superior
intake-salt-back = Pérdida en la parte posterior
intake-salt-left = Pérdida en el lado izquierdo
intake-salt-right = Pérdida en el lado derecho
intake-salt-share = { $share } % del cuero cabelludo.
intake-salt-zone-wrong = Introduzca la pérdida en esta zona, de 0 a 100 %.
intake-family-pattern = Alopecia de patrón
intake-family-telogen = Efluvio telógeno
intake-family-anagen-effluvium = Efluvio anágeno
intake-family-areata = Alopecia areata
intake-family-scarring = Alopecia cicatricial
intake-family-traction = Tracción y fricción
intake-family-infection = Infección
intake-family-nutritional = Nutrición
intake-family-endocrine = Enfermedad endocrina
intake-family-drug = Causada por un fármaco
intake-family-inflammatory = Inflamación del cuero cabelludo
intake-family-shaft = Tallo piloso
intake-family-psychogenic = Psicógena
intake-family-undiagnosed = Sin diagnosticar
intake-proposed = propuesto

intake-treatment-sentence = Comprimidos y lociones además de las sesiones; las dosis orales cuentan en las sumas de exposición.
intake-treatment-new = Añadir un tratamiento
intake-treatment-change = Cambiar o finalizar
intake-treatment-none = Ningún tratamiento además de las sesiones
intake-treatment-none-sentence = Aquí van el minoxidil, la finasterida o la dutasterida orales y tópicos, con su dosis y sus fechas.
intake-treatment-agent = Agente
intake-treatment-agent-hint = Un agente de la base de conocimiento; cualquier otro medicamento va en la lista de medicamentos.
intake-treatment-agent-unknown = Este agente no figura en la base de conocimiento: anótelo en la lista de medicamentos.
intake-treatment-agent-near = Este agente no figura en la base de conocimiento. ¿Es { $near }? Cualquier otro medicamento va en la lista de medicamentos.
intake-treatment-route = Vía
intake-treatment-oral = oral
intake-treatment-topical = tópica
intake-treatment-route-missing = Elija cómo se administra.
intake-treatment-dose = Dosis
intake-treatment-dose-column = mg al día
intake-treatment-dose-unit = mg al día
intake-treatment-dose-hint = Del propio agente: 1 mL de una loción al 5 % son 50 mg.
intake-treatment-dose-missing = Introduzca los miligramos de un día.
intake-treatment-from = Desde
intake-treatment-from-missing = Introduzca el primer día.
intake-treatment-until = Hasta
intake-treatment-until-hint = Vacío mientras continúe.
intake-treatment-until-before = El último día es anterior al primero.
intake-treatment-open = continúa
intake-treatment-runs = ahora
intake-treatment-line = { $agent }, { $route }, { $mg } mg al día, desde { $from } hasta { $until }
intake-treatment-add = Añadir este tratamiento
intake-treatment-save-change = Guardar en su lugar
intake-treatment-changed = Entretanto, otra persona ha cambiado este tratamiento.
intake-treatment-changed-do = Vuelva a la lista, abra el tratamiento tal como está ahora e introduzca de nuevo su cambio.
notice-intake-treatment-saved = Guardado. La entrada anterior permanece en el historial.

intake-history-sentence = Todo lo que se ha anotado alguna vez, primero lo último. No se elimina nada.
intake-history-caption = Lo anotado
intake-history-empty = Aún no se ha anotado nada
intake-history-what = Qué
intake-history-answer = Respuesta
intake-history-held = A fecha de
intake-history-written = Anotado
intake-history-do = Qué se puede hacer
intake-history-counted = conservado
intake-history-mark = Introducido por error
intake-history-mark-question = Se conserva para su lectura y ya no vale. Esto no se puede deshacer; si no es correcto, anótelo de nuevo.
intake-history-mark-confirm = Marcar como introducido por error
intake-history-reason = Por qué
intake-history-error = { $name }, { $day }: { $reason }
intake-entered-in-error = introducido por error
intake-history-pages = Páginas del historial
intake-history-newer = Más recientes
intake-history-older = Anteriores
intake-history-page = Página { $n }
intake-reason-missing = Anote por qué.
intake-reason-too-long = Como máximo 500 caracteres.
notice-intake-marked = Marcado como introducido por error.

intake-tablet-title = Preguntas antes de su visita
intake-tablet-for = Estas preguntas son para { $name }.
intake-tablet-pages = { $n ->
    [0] Está todo respondido por hoy.
    [one] Hay una página.
   *[other] Hay { $n } páginas.
}
intake-tablet-how = Lo que no sepa o no quiera decir puede dejarlo sin responder, o responder «No se sabe» o «Rehúsa responder». Lo que introduce se conserva a medida que avanza.
intake-tablet-wrong-name = Si este no es su nombre, por favor, devuelva la tableta.
intake-tablet-begin = Empezar
intake-tablet-continue = Continuar
intake-tablet-previous = Atrás
intake-tablet-page = Página { $here } de { $all }
intake-tablet-nothing = Aquí no hay nada que responder.
intake-tablet-check = Por favor, revise las respuestas marcadas.
intake-tablet-medicines-told = ¿Toma o usa algún medicamento?
intake-tablet-medicines-hint = También hormonas, productos de herbolario, suplementos y lo que compre sin receta.
intake-tablet-allergies-told = ¿Tiene alguna alergia?
intake-tablet-allergies-hint = A medicamentos, anestésicos, conservantes, látex, desinfectantes, productos de origen animal, alimentos, plantas o tinte de pelo.
intake-tablet-give-back = Devolver la tableta
intake-tablet-back-title = Gracias
intake-tablet-back-sentence = Por favor, devuelva la tableta al personal.
intake-tablet-to-questions = Volver a las preguntas
intake-tablet-staff = Para el personal
intake-tablet-who = Entregada por { $name }.
