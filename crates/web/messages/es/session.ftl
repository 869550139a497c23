# Sesiones: desde la pausa de seguridad hasta la hoja de cuidados posteriores.

session-title = Sesión { $number }
session-list-sentence = Qué se inyectó, cuándo, de qué lotes y quién lo firmó.
session-go-on = Continuar con la sesión { $number }
session-start = Iniciar una sesión
session-from-paper = Transcribir del papel
session-from-paper-tag = del papel
session-blank-sheet = Hoja de sesión en blanco
session-none = Todavía no hay sesiones
session-none-sentence = Una sesión sigue a un plan firmado. Su página nombra lo que falta antes del primer punto.
session-none-without-plan = Una sesión necesita un plan firmado
session-to-plan = Abrir el plan
session-column-session = Sesión
session-column-day = Día
session-column-state = Estado
session-column-points = Puntos
session-column-ml = mL
session-column-lots = Lotes
session-column-verdict = Dictamen del día
session-column-signed = Firmada por
session-state-open = abierta
session-state-signed = firmada
session-state-amending = en modificación
session-state-abandoned = abandonada
session-unsigned = sin firmar

## Inicio.
session-start-sentence = Elija el plan, el número de la sesión y la sala. Al iniciar no se inyecta nada.
session-start-paper = Transcribir una sesión del papel
session-start-paper-sentence = La sesión se juzga para el momento en que tuvo lugar. Lo que entonces se oponía a ella se anota como incidentes.
session-start-button = Iniciar la sesión
session-start-paper-button = Empezar a transcribir
session-no-room = No se ha introducido ninguna sala
session-no-room-sentence = Un administrador introduce las salas en Existencias, Salas.
session-plan-block = Plan
session-plan = Plan firmado
session-plan-words = { $what } · { $zones }
session-plan-detail = Firmado por { $name } el { $day }, versión { $version }. Próxima sesión: { $next }.
session-plan-missing = Elija un plan.
session-plan-ended = Este ciclo terminó antes de ese momento: no se inicia ninguna sesión suya.
session-number = Qué sesión del ciclo es
session-number-hint = Contando desde 1
session-number-missing = Introduzca el número de la sesión.
session-number-impossible = Un número de 1 a { $most }.
session-place-block = Lugar
session-room = Sala
session-room-missing = Elija una sala.
session-room-closed = Esta sala está cerrada. Elija otra.
session-appointment = Cita de hoy
session-no-appointment = Ninguna de estas
session-appointment-gone = Esta cita ya no existe. Elija de nuevo.
session-paper-block = Según la hoja
session-paper-time = Empezó el
session-paper-time-missing = Introduzca el día y la hora que dice la hoja.
session-paper-time-wrong = El momento está en el pasado, como máximo hace dos años.
session-injector = Inyectado por
session-injector-missing = Elija quién inyectó.
session-injector-unknown = Esta persona no estaba en la clínica en ese momento.
session-choose = Elegir
session-cancel = Cancelar
session-open-already = Este paciente tiene una sesión en curso. Fírmela o abandónela antes.
notice-session-open-already = Esta sesión está en curso. Fírmela o abandónela antes de iniciar otra.
notice-session-started = La sesión ha empezado.

## La página de una sesión.
session-head = { $day }, { $time } · { $room } · { $plan } · versión { $version } del plan, firmada por { $name }
session-glance = De un vistazo
session-glance-count = { $done } de { $all } hechos
session-glance-photographs = Fotografías
session-glance-photographs-are = antes de la primera sesión { $baseline } de { $all } vistas, hoy { $today }
session-glance-consent = Consentimiento
session-glance-questionnaire = Preguntas de hoy
session-glance-vitals = Constantes vitales y pruebas
session-glance-room = Sala, kit y personas
session-glance-room-not-ready = falta el kit o la persona formada para emergencias
session-glance-no-room = sin sala elegida
session-glance-time-out = Pausa de seguridad
session-glance-lots = Lotes
session-glance-lots-missing = por elegir
session-glance-lots-not-usable = hay un lote que no debe usarse
session-glance-mixture = Comprobación de la mezcla
session-glance-points = Puntos
session-glance-observation = Observación
session-glance-reactions = Reacciones
session-glance-notes = Notas
session-glance-answered = todo respondido
session-n-open = { $n } por completar
session-n-of = { $n } de { $all }
session-consent-signed = firmado el { $day }
session-consent-given = entregado, se puede firmar desde el { $day }
session-consent-expired = firmado el { $day }, hace demasiado tiempo
session-consent-withdrawn = revocado el { $day }
session-consent-missing = ninguno para esta versión del plan
session-step-time-out = Pausa de seguridad
session-step-today = Hoy: preguntas, constantes vitales, sala
session-step-lots = Lotes
session-step-mixture = La mezcla y su comprobación
session-step-points = Puntos
session-step-after = Observación, reacciones, notas
session-step-signature = Firma
session-to-charting = Registrar en el mapa
session-look-at-map = Ver el mapa
session-label = Etiqueta de la jeringa
session-sheets = Hojas para el paciente
session-verdict = Hoy: { $verdict }
session-verdict-eligible = Ninguna regla del día se opone a esta mezcla. Decide la persona que inyecta.
session-verdict-caution = Un prescriptor levanta cada precaución con un motivo antes de mezclar nada.
session-verdict-defer = Se aplaza hasta que cambien los datos indicados.
session-verdict-specialist = Antes hace falta un informe fechado del especialista indicado.
session-verdict-incomplete = Faltan respuestas que podrían prohibirlo. No se mezcla nada antes de tenerlas.
session-verdict-excluded = Una regla lo prohíbe. Solo lo cambia un dato corregido.
session-verdict-kept = Como estaba cuando se registró el primer punto.
session-verdict-was = Como se conservó con la sesión, según la base de conocimiento, versión { $version } ({ $hash }).
session-findings = Reglas que se activaron o quedaron abiertas ({ $n })
session-findings-stood = en vigor
session-cleared = Levantado por { $name }: { $reason }
session-before-mixing = Antes de abrir y mezclar nada
session-before-points = Antes del primer punto
session-before-signature = Antes de la firma
session-stopped = Esto no se puede hacer todavía. Lo que lo impide:
session-follow-plan = Seguir la versión { $version } del plan
session-already-done-hint = ¿Se hizo ya, a pesar de todo?
session-already-done = Anotarlo tal como se hizo
session-is-from-paper = Transcrita del papel: nada detiene lo que se hizo. Lo que entonces se oponía a ello pasa a ser un incidente antes de la firma.
session-is-record = Esta sesión es un registro de lo que se hizo: ya nada la detiene. Lo que se oponía a ella se conserva como incidentes.
session-is-record-by = { $name }, { $time }: { $reason }
session-stale = Otra persona ha cambiado esto mientras usted trabajaba en ello.
session-stale-kept = Lo que ha escrito sigue en el formulario de abajo, junto a lo que está guardado ahora.
session-stale-do = Compare ambos y envíelo de nuevo.
session-not-open = Esta sesión ya no está abierta: se firmó o se abandonó.
session-points-are-charted = El primer punto está registrado: los lotes, la mezcla y la pausa de seguridad quedan como están. Deshaga los puntos si se registraron por error.
session-text-too-long = Como máximo { $most } caracteres.
notice-session-saved = Guardado.
notice-session-plan-followed = La sesión sigue el plan modificado. Elija los lotes de nuevo.

## Lo que impide una sesión.
session-gate-plan-ended = El ciclo se terminó.
session-gate-plan-amended = Entretanto se modificó el plan: está firmada la versión { $version }.
session-gate-plan-not-signed = El plan aún no estaba firmado en ese momento.
session-gate-not-adopted = El director médico no ha adoptado estas partes de la base de conocimiento: { $bundles }. Hasta entonces solo se trata a pacientes ficticios.
session-gate-room = No se ha elegido ninguna sala.
session-gate-interval = { $agent }: entre dos sesiones median al menos { $least } días; desde la última han pasado { $days } días.
session-gate-rule = { $rule }: { $message }
session-gate-undecided = { $rule }, { $title }: sin decidir. Falta por responder: { $missing }
session-gate-refused = La mezcla no se puede preparar con los viales de hoy: { $reason }
session-gate-lot-missing = No se ha elegido ningún lote de { $product }.
session-gate-lot-quarantined = El lote { $lot } de { $product } está en cuarentena.
session-gate-lot-expired = El lote { $lot } de { $product } caducó el { $expires }.
session-gate-lot-empty = En la estantería no hay ningún vial del lote { $lot } de { $product }.
session-gate-lot-too-few = Lote { $lot }: viales usados, { $vials }; en la estantería, { $on_shelf }. Cuente la estantería o anótelo tal como fue.
session-gate-vial-of-another = El vial de { $product }, lote { $lot }, se había abierto para otro paciente.
session-gate-time-out = La pausa de seguridad no está completa: { $n } por completar.
session-gate-not-mixed = La mezcla no está preparada y comprobada.
session-gate-not-checked = La mezcla que preparó { $name } no la comprobó una segunda persona.
session-gate-disagreed = Los dos registros de la mezcla no coinciden.
session-gate-mixture-other = { $agent }: el plan prescribe { $wanted }, la mezcla contiene { $mixed }.
session-gate-credential = Las acreditaciones de quien inyectó no cubrían la inyección ese día.
session-gate-points-in-danger = Puntos en un área de peligro: { $n }.
session-gate-points-outside = Puntos fuera de las zonas previstas: { $n }.
session-gate-more-than-mixed = Los puntos suman { $injected } mL y se mezclaron { $mixed } mL.
session-gate-no-points = No se ha registrado ningún punto.
session-gate-no-passes = No se ha anotado ninguna pasada.
session-gate-observation = La observación de { $minutes } minutos no está anotada.
session-gate-observation-short = Se observó al paciente { $minutes } minutos en lugar de { $wanted }.
session-gate-reactions = Nadie ha indicado si se vio alguna reacción.

## Pausa de seguridad y obligaciones.
session-time-out-sentence = Se dice en voz alta antes del primer punto. Cada línea conserva quién la marcó y cuándo.
session-time-out-legend = Pausa de seguridad
session-tick = Hecho
session-untick = Deshacer
session-duties = Otras obligaciones de la sesión ({ $done } de { $all } hechas)
session-topic-preparation = Preparación
session-topic-time-out = Pausa de seguridad
session-topic-observation = Observación
session-topic-asepsis = Asepsia
session-topic-anaesthesia = Anestesia
session-topic-emergency-kit = Kit de emergencia
session-topic-waste = Residuos
session-topic-traceability = Trazabilidad
session-topic-device = Dispositivo
session-topic-photography = Fotografía
session-topic-measurement = Medición
session-topic-session = Durante la sesión
session-topic-aftercare = Cuidados posteriores
session-no-ticks = No se marcó nada.
session-amendment-keeps = La pausa de seguridad, las constantes vitales y los lotes quedan como se firmaron. Escriba una corrección en las notas.

## Hoy.
session-questionnaire = Preguntas al paciente
session-questionnaire-done = Está respondido todo lo que preguntan las reglas del día.
session-questionnaire-open = { $n ->
    [one] Falta { $n } respuesta.
   *[other] Faltan { $n } respuestas.
}
session-measured = Constantes vitales y pruebas
session-measured-at = { $value }, { $time }
session-save-measured = Guardar
session-nothing-measured = En esta sesión no se midió nada.
session-room-is = Sala: { $room }.
session-room-to-kit = Kit y personas de esta sala
session-staff = Quién está presente
session-staff-kept = Esto se queda con la sesión y nunca forma parte de la historia del paciente.
session-save-staff = Guardar
session-said-by = { $name }, { $time }

## Lotes.
session-lot-planned = { $product }: { $volume } previstos, { $vials ->
    [one] { $vials } vial
   *[other] { $vials } viales
}
session-lot = Lote { $lot }, usar hasta { $expires }, { $vials ->
    [one] { $vials } vial
   *[other] { $vials } viales
} en la estantería
session-lot-number = lote { $lot }
session-lot-and-expiry = { $lot }, { $expires }
session-lot-empty = no queda ninguno
session-lot-expired = caducado
session-lot-quarantined = en cuarentena
session-lot-is-empty = Lote { $lot }: no queda ningún vial. Elija otro lote o cuente la estantería.
session-lot-is-expired = El lote { $lot } ha caducado. Elija otro lote.
session-lot-is-quarantined = El lote { $lot } está en cuarentena. Elija otro lote.
session-no-lot = No se puede usar ningún lote de la estantería
session-to-stock = Abrir las existencias
session-choose-lots = Elegir estos lotes
session-lots-reason = Por qué se usó un lote que no debe usarse
session-lots-reason-hint = Solo si se elige un lote así; abre un incidente.
notice-session-lots-chosen = Los lotes están elegidos.

## La mezcla.
session-mixture-not-needed = Esta técnica no lleva mezcla.
session-mixture-open = sin preparar
session-mixture-open-sentence = Una persona prepara e introduce lo que se extrajo. Después, una segunda persona introduce volumen, concentración y dosis sin ver lo anterior.
session-mixture-waits = a la espera de una segunda persona (preparó { $name })
session-mixture-waits-sentence = { $name } preparó la mezcla a las { $time }. Ahora la comprueba otra persona; lo introducido no se muestra antes a nadie.
session-mixture-change-user = Ceda la pantalla: «Cambiar de usuario», arriba, da acceso a otra persona.
session-mixture-disagreed = los dos registros difieren
session-mixture-panel = En la jeringa
session-mixture-refused = Esta mezcla no se puede preparar así: { $reason }
session-mixture-empty = Nada de lo extraído contiene un agente del plan. Revise los lotes y los volúmenes.
session-needs-no-mixture = Esta técnica no lleva mezcla.
session-to-prepare = Introducir lo que se extrajo
session-to-check = Comprobar como segunda persona
session-prepare-again = Preparar de nuevo
session-prepare-new-attempt = Empezar otro intento
session-prepare-title = Preparar la mezcla
session-prepare-sentence = Introduzca lo que se extrajo realmente. Las concentraciones y dosis resultan de las etiquetas.
session-prepare-button = Pasar a la segunda persona
session-prepare-alone = Guardar la mezcla
session-no-lots-chosen = Elija antes los lotes:
session-draw-from = { $product }, lote { $lot }
session-drawn-volume = Volumen extraído
session-planned-volume = Previsto: { $volume }
session-new-vials = Viales nuevos abiertos
session-new-vials-hint = 0 si se sigue usando un vial abierto
session-opened-vial = Vial abierto de este paciente
session-no-opened-vial = Ninguno
session-opened-vial-since = abierto { $time }
session-vial-used-on = se siguió usando
session-vial-missing = Introduzca cuántos viales se abrieron o elija el vial abierto.
session-vials-wrong = Introduzca un número entero de viales.
session-vials-impossible = Como máximo { $most } viales.
session-finished = Mezcla terminada
session-volume = Volumen de la mezcla
session-volume-hint = Como se lee en la jeringa
session-volume-impossible = Introduzca un volumen mayor que 0 y de hasta { $most } mL.
session-volume-differs = Se extrajeron { $drawn }. La mezcla terminada tiene ese volumen: revise ambos.
session-product-not-drawn = No se extrajo nada de { $product }.
session-nothing-drawn = Introduzca lo que se extrajo.
session-alone-sentence = En esta clínica se trabaja sin segunda persona: una sola prepara y comprueba, y el registro lo dice. Calcule usted las concentraciones y dosis.
session-own-figures-missing = Calcule usted el volumen, la concentración y la dosis e introdúzcalos.
session-own-figure-differs = De lo extraído resulta { $first } { $unit }. Revise ambos.
session-strength-of = { $agent }, concentración
session-dose-of = { $agent }, dosis de toda la mezcla
session-check-title = Comprobar la mezcla
session-check-sentence = { $name } preparó esta mezcla. Mire los viales y la jeringa e introduzca lo que encuentre. Los dos registros deben coincidir dentro del { $tolerance } % (propuesto).
session-check-labels = En las etiquetas
session-check-block = Lo que hay en la jeringa
session-check-button = Comparar
session-check-by-another = Usted preparó esta mezcla. La comprueba otra persona.
session-check-differs = Los dos registros no coinciden.
session-check-differs-kept = Ambos quedan en la historia, uno junto al otro, abajo.
session-check-differs-do = Miren juntos los viales y la jeringa, desechen la mezcla si no hay certeza y empiecen otro intento.
session-nothing-to-check = Ninguna mezcla espera comprobación.
session-figure-missing = Introduzca un número mayor que 0.
session-check = Comprobación
session-check-two = comprobada por dos personas
session-check-single = modo individual: una sola persona preparó y comprobó
session-check-none = sin comprobar
session-prepared = Preparada por
session-checked = Comprobada por
session-contents = Contenido
session-attempt = Intento { $n }
session-attempts = Cómo se comprobó ({ $n ->
    [one] { $n } intento
   *[other] { $n } intentos
})
session-earlier-attempts = Intentos anteriores ({ $n })
session-prepared-by = Preparada por { $name }, { $time }.
session-checked-by = Comprobada por { $name }, { $time }.
session-drawn = Lo que se extrajo
session-figures = Lo que se introdujo
session-column-product = Producto
session-column-lot = Lote
session-column-expires = Usar hasta
session-column-drawn-ml = Extraído, mL
session-column-vials = Viales
session-column-figure = Cifra
session-column-first = Primera persona
session-column-second = Segunda persona
notice-session-prepared = Introducido. Ahora comprueba la segunda persona.
notice-session-check-agrees = Los dos registros coinciden. Se puede etiquetar la jeringa.

## La etiqueta.
session-label-sentence = Péguela en la jeringa antes de que esta salga de la mesa.
session-label-number = N.º { $number }
session-label-born = nacimiento { $day }
session-label-volume = en { $volume }
session-label-prepared = Preparada a las { $time } por { $name }.
session-label-checked = Comprobada por { $name }.
session-label-discard = Desechar después de las { $time }
session-label-route = { $route }
session-no-label = No hay etiqueta antes de la comprobación
session-no-label-sentence = La etiqueta se imprime cuando coinciden los dos registros de la mezcla.
session-print-hint = Imprima esta página con la orden de impresión del navegador.

## Registro de los puntos.
session-charting = Registrar los puntos
session-charting-by-injector = Los puntos los registra quien inyecta.
session-points = Puntos
session-points-of = { $n } de { $planned } previstos
session-points-and-ml = { $n ->
    [one] { $n } punto
   *[other] { $n } puntos
}, { $volume }
session-points-skipped = Omitidos
session-volume-injected = Inyectado
session-passes = Pasadas sobre el área
session-passes-block = Lo que se hizo
session-passes-done = { $n ->
    [one] { $n } pasada
   *[other] { $n } pasadas
}
session-passes-impossible = Un número entero de pasadas de 1 a 200.
session-none-charted = nada registrado
session-discard-after = Usar hasta
session-discard-is-over = { $time }: la hora ha pasado
session-chart-all = Marcar todos los puntos previstos
session-chart-done = Terminar el registro
session-chart-stale = Entretanto, otra persona ha registrado puntos. Sus marcas se conservan en este dispositivo: vuelva a cargar la página y compare.
session-chart-unreadable = El registro de los puntos no se puede leer. Vuelva a cargar la página; lo guardado sigue ahí.
session-chart-draft-shown = Hay marcas ({ $time }) que no se habían guardado: se muestran abajo. Pulse «Terminar el registro» para guardarlas.
session-chart-draft-other = Hay marcas ({ $time }) que no se guardaron, y alguien ha registrado puntos desde entonces.
session-chart-draft-use = Mostrar esas marcas en su lugar
session-too-many-points = Como máximo { $most } puntos.
session-point-volume-impossible = Punto { $point }: un volumen mayor que 0 y de hasta { $most } mL.
session-point-depth-impossible = Punto { $point }: una profundidad mayor que 0 y de hasta 30 mm.
session-point-in-danger = El punto { $point } está en un área de peligro. Ahí no se pone ningún punto.
session-point-outside = El punto { $point } está fuera de las zonas del plan.
session-technique-without-points = Esta técnica no tiene puntos: anote las pasadas.
session-no-last = No hay ninguna sesión anterior que repetir.
session-nothing-to-undo = No hay ningún trazo que deshacer.
notice-session-charted = Los puntos están guardados.

## Después de los puntos.
session-after-the-points = Esto viene después, cuando los puntos estén registrados.
session-observation = Observación
session-observation-sentence = Al menos { $minutes } minutos después del último punto.
session-observation-started = Empezó
session-observation-ended = Terminó
session-observation-start = Empezar ahora la observación
session-observation-end = Terminar ahora la observación
session-observation-until = Al menos hasta las { $time }.
session-observation-due = { $minutes } minutos
session-observation-runs = desde las { $time }
session-observation-was = { $minutes } minutos
session-observation-from-to = De { $from } a { $to }, { $minutes } minutos ({ $name })
session-observation-none = sin anotar
session-observation-not-started = La observación todavía no tiene inicio.
session-observation-time-wrong = La hora está entre el inicio de la sesión y ahora, y el final es posterior al inicio.
session-enter-times = Introducir las horas a mano
session-save-times = Guardar las horas
session-time-wrong = Introduzca una hora, como 14:05.
session-reactions-none = ninguna vista
session-reactions-not-stated = sin indicar
session-reactions-noted = { $n ->
    [one] { $n } acontecimiento adverso
   *[other] { $n } acontecimientos adversos
}
session-reactions = Reacciones inmediatas
session-no-reaction = No se vio ninguna reacción
session-take-back = Retirar esto
session-reaction-seen = Se vio una reacción
session-reaction-seen-detail = Anótela como acontecimiento adverso de esta sesión.
session-reaction-is-noted = Hay anotado un acontecimiento adverso de esta sesión.
session-notes = Notas
session-notes-label = Lo que haya que añadir
session-notes-none = ninguna
session-notes-written = escritas
session-notes-meanwhile = Entretanto, { $name } escribió:
session-save-notes = Guardar las notas
session-depth = Profundidad alcanzada
session-depth-hint = Si fue distinta de la prevista
session-depth-impossible = Una profundidad mayor que 0 y de hasta 30 mm.
session-depth-was = Profundidad alcanzada: { $depth }

## La firma.
session-sign = Firmar la sesión
session-sign-sentence = Con su firma declara que usted inyectó lo que aquí está escrito. Desde entonces el registro queda sellado; una corrección es una versión nueva.
session-sign-amendment-sentence = La versión modificada ocupa el lugar de la firmada; esta permanece para su lectura. No se vuelve a descontar nada de las existencias.
session-sign-password = Contraseña de { $name }
session-signed-by-injector-only = Firma quien inyecta.
session-signed-by-the-injector = Firma quien registró los puntos.
session-signed-by-another = Otra persona ha firmado esta sesión.
session-signature = { $meaning }: { $name }, { $time } (versión { $version })
session-signed-injected = Inyectado y firmado
session-signed-amended = Modificado y firmado
session-signed-recorded = Firmado como registro de lo que inyectó otra persona
session-not-signed-yet = Solo se modifica una sesión firmada.
notice-session-signed = La sesión está firmada. Las existencias se han descontado y los plazos de seguimiento cuentan desde el día de la sesión.

## Tal como se hizo.
session-record-title = Anotar tal como se hizo
session-record-sentence = Lo que ya se hizo se registra tal como fue. Elija lo que fue así y diga por qué.
session-record-warning = Cada línea que elija abre un incidente que alguien revisa. No es una forma de seguir adelante con algo que aún se puede corregir.
session-record-legend = Lo que se opone
session-record-reason = Por qué se hizo así
session-record-reason-hint = En una o dos frases; consta en el registro y en el incidente.
session-record-button = Anotarlo y abrir la revisión
session-record-nothing = Nada se opone.
session-nothing-chosen = Elija al menos una línea.
session-reason-missing = Dé un motivo.
session-against = Hecho de forma distinta a la permitida
session-against-reason = { $reason } ({ $name }, { $time })
notice-session-recorded = Anotado. La revisión está abierta.

## Modificación.
session-amend = Modificar
session-amend-title = Modificar una sesión firmada
session-amend-sentence = Una versión nueva empieza igual que la firmada. La versión firmada queda como está y se puede leer.
session-amend-reason = Qué está mal y por qué se corrige
session-amend-button = Empezar la modificación
session-is-amended = Se está escribiendo la versión { $version }: { $reason }
session-is-amended-do = Corrija lo que estaba mal y después firme. Hasta entonces vale la versión firmada.
session-amend-mixture = Guardar lotes y volúmenes
session-amend-mixture-sentence = Lotes y volúmenes tal como se usaron realmente. Las retiradas de lote los siguen desde la firma. El número de viales en la estantería se corrige en las existencias.
session-nothing-to-amend = Aquí no hay ninguna mezcla que corregir.
session-versions = Versiones
session-version = Versión { $version }
session-is-earlier-version = Esta es la versión { $version }. Hay una posterior firmada.
session-to-latest = Abrir la última versión
notice-session-amending = La modificación está abierta.

## Abandono.
session-give-up = Abandonar esta sesión
session-give-up-question = No se inyectó nada. Los viales que se abrieron se desechan en las existencias.
session-give-up-now = Abandonar la sesión
session-give-up-amendment = Abandonar esta modificación
session-give-up-amendment-question = La versión firmada queda como está.
session-give-up-amendment-now = Abandonar la modificación
session-give-up-reason = Motivo
session-was-given-up = Esta sesión se abandonó: { $reason }
session-was-injected = Hay puntos registrados: lo que se inyectó se firma tal como fue, no se abandona.
notice-session-given-up = Abandonada.

## Hojas para el paciente.
session-sheet-after = Después de su tratamiento
session-sheet-before = Antes de su próximo tratamiento
session-sheet-of = { $session }, { $day }
session-sheet-unidentified = Para { $agents } no hay consejos en la base de conocimiento; el profesional que le atiende los escribe aquí:
session-sheet-contact = A quién llamar
session-sheet-contact-by-hand = Teléfono:
session-sheet-next = Su próxima cita: { $day }, { $time }
session-sheet-no-next = Su próxima cita aún no está reservada.
session-sheet-language = Esta hoja no está entera en el idioma del paciente: lo que falta está en inglés. Haga que alguien se lo explique.

## La hoja en blanco.
session-blank-sentence = Para un día sin electricidad. Lo que se escriba en ella se pasa después al sistema con «Transcribir del papel».
session-paper-title = Sesión { $number }, en papel
session-paper-day = Día
session-paper-began = Empezó a las
session-paper-initials = iniciales
session-paper-points = { $n } puntos de { $each }, { $volume } en total. Marque lo que se omitió.
session-paper-left-out = Omitidos, otros volúmenes
session-paper-line = Línea vacía
session-paper-no-map = El mapa de este plan ya no se puede dibujar. Escriba las zonas y los puntos a mano.
session-paper-reactions = Reacciones vistas
session-paper-injected = Inyectado por (firma)
session-paper-foot = Pase esta hoja al sistema en cuanto vuelva a funcionar. Conserve la hoja con la historia.
session-column-zone = Zona
session-column-planned = Previsto
