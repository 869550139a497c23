# Textos de las páginas de esta parte.

plan-title = Plan
plan-sentence = Qué hay en la jeringa y dónde se pone. Aquí no se recomienda nada: lo que no se solicita no se planifica.
plan-heading-draft = Plan, versión { $version }
plan-version-heading = Plan, versión { $n }
plan-amends = Modificación: { $reason }
plan-new = Plan nuevo
plan-amend = Modificar
plan-amend-reason = ¿Por qué se modifica?
plan-amend-hint = La versión firmada queda como está y es la válida hasta que se firme la nueva.
plan-amend-start = Iniciar la versión nueva
plan-none = Aún no hay plan
plan-none-sentence = Un plan elige una mezcla entre las existencias, la sitúa en el cuero cabelludo y le da fechas.
plan-save = Guardar
plan-check = Comprobar
plan-to-protocol = Protocolo y fechas
plan-to-formulation = Formulación y mapa
plan-save-ready = Se conserva mientras escribe
plan-save-refused = No conservado: sesión de usuario cerrada o modificado por otra persona; conservado en este dispositivo
plan-save-found = En este dispositivo hay algo escrito ({ $time }) que no se guardó
plan-save-restore = Recuperarlo
plan-save-discard = Descartarlo
plan-checked = Comprobado, no guardado.
plan-typed-is-kept = Lo que ha escrito sigue en el formulario.
plan-point-changed = El punto se ha cambiado en el formulario de abajo y aún no se ha guardado.
notice-plan-saved = El plan se ha guardado.
notice-plan-amendment-started = Hay una versión nueva abierta. La firmada es la válida hasta que se firme esta.
notice-plan-discarded = El borrador se ha descartado. Lo que solicitaba se conserva entre los estados anteriores.
notice-plan-signed = El plan está firmado. A continuación se entrega el consentimiento.
notice-plan-ended = El ciclo se ha finalizado.

plan-stale = Otra persona guardó este plan el { $at } mientras usted trabajaba en él.
plan-stale-do = Compare las dos versiones de abajo. Si guarda ahora, lo que ha escrito sustituye a lo que se guardó entretanto.
plan-stale-sign = Lea el plan tal como está ahora y fírmelo de nuevo.
plan-both-versions = Diferencias con la edición { $edit }, guardada entretanto
plan-field = Campo
plan-saved-meanwhile = Guardado entretanto
plan-typed-here = Escrito aquí
plan-empty = vacío

plan-mixture = Mezcla
plan-mixture-how = ¿Cómo se solicita la mezcla?
plan-mixture-draw = Volúmenes de la estantería
plan-mixture-agents = Agentes con concentración
plan-mixture-none = Sin mezcla
plan-shelf = En estantería
plan-shelf-empty = En la estantería no hay nada que se pueda usar.
plan-product = Producto
plan-lot = Lote
plan-until = hasta { $day }
plan-on-shelf = Viales
plan-draw = Extracción para una sesión
plan-draw-of = Extracción de { $product }
plan-not-declared = composición no declarada
plan-not-to-choose = Lotes que no se pueden elegir
plan-not-to-choose-n = { $n ->
    [one] { $n } lote no se puede elegir
   *[other] { $n } lotes no se pueden elegir
}
plan-why-not = Por qué no
plan-lot-usable = se puede usar
plan-lot-empty = agotado
plan-lot-expired = caducado
plan-lot-quarantined = en cuarentena
plan-lot-is-expired = El lote { $lot } ha caducado: elija otro lote o vacíe este campo.
plan-lot-is-quarantined = El lote { $lot } está en cuarentena: elija otro lote o vacíe este campo.
plan-lot-is-empty = No queda nada del lote { $lot }: elija otro lote o vacíe este campo.
plan-lot-is-gone = El lote { $lot } ya no figura en las existencias de esta clínica: elija otro lote.
plan-agents-hint = Los volúmenes se calculan a partir de lo que hay en la estantería. Un porcentaje por sí solo no es una concentración: escriba mg/mL, o U/mL para la toxina botulínica. El plasma no tiene concentración.
plan-agent-n = Agente { $n }
plan-agent = Agente
plan-agents = Agentes
plan-strength-wanted = Concentración en la mezcla
plan-strength-unit = por mL
plan-volume = Volumen de la mezcla
plan-volume-hint = Vacío: lo que requieran los puntos.
plan-measured-ph = pH medido
plan-measured-ph-hint = En la mezcla terminada, si se midió.
plan-technique-block = Técnica
plan-technique = Técnica
plan-technique-points = Con puntos
plan-technique-passes = Pasadas, sin puntos
plan-not-chosen = sin elegir
plan-head = Perímetro cefálico
plan-head-hint = Por la frente y la parte posterior de la cabeza.
plan-spacing = Distancia entre puntos
plan-volume-per-point = Volumen de un punto
plan-depth = Profundidad
plan-gauge = Aguja
plan-passes = Pasadas
plan-grid = Trazado de los puntos
plan-grid-square = Cuadrado
plan-grid-hexagonal = Hexagonal, 15 % más de puntos
plan-map = Mapa
plan-map-sentence = Toque las zonas en el dibujo o márquelas en la lista. Los puntos resultan de la técnica; se pueden mover, añadir y quitar de uno en uno. Las áreas de peligro no admiten ninguno.
plan-points = Puntos cambiados a mano
plan-points-unreadable = Los puntos cambiados no se pueden leer. Tome los puntos según el trazado.
plan-no-points-yet = Aún no hay puntos: elija antes una técnica con puntos, las zonas y el perímetro cefálico.
plan-point-not-chosen = Elija un punto de la lista.
plan-point-off-scalp = Eso no está en el cuero cabelludo: como máximo a un cuarto del perímetro cefálico desde lo alto de la cabeza.
plan-agent-missing = Indique el agente de esta concentración.
plan-strength-missing = Introduzca una concentración en mg/mL o U/mL.
plan-whole-number-wrong = Introduzca un número entero.
plan-time-wrong = Introduzca una hora, como 10:00.
plan-transplant-day-missing = Introduzca el día de la intervención.
plan-step-half = Un paso abierto necesita tanto su intervalo como su número de sesiones.
plan-reason = Motivo
plan-reason-missing = Introduzca un motivo.
plan-discard = Descartar el borrador
plan-discard-question = El borrador se retira. Lo que solicitaba se conserva entre los estados anteriores. Un plan firmado queda como está.
plan-discard-confirm = Descartarlo

plan-refused-as-asked = rechazado tal como se solicita
plan-standing-screening-only = Aún no se ha solicitado nada.
plan-standing-excluded = Una regla lo prohíbe: no se hace ningún plan. Lo calculado explica por qué.
plan-standing-refused = No se puede planificar tal como se solicita.
plan-standing-draft = Borrador: lo pendiente figura abajo.
plan-standing-for-review = Según las reglas de esta clínica, nada se opone: queda para que un prescriptor lo revise y lo firme.
plan-chip-for-review = para revisión
plan-chip-draft = borrador
plan-chip-empty = nada solicitado
plan-chip-excluded = excluido
plan-chip-refused = rechazado tal como se solicita
plan-open-title = { $n ->
    [one] Queda { $n } cosa pendiente antes de poder firmarlo
   *[other] Quedan { $n } cosas pendientes antes de poder firmarlo
}
plan-open-more = { $n } más
plan-doses = Dosis de una sesión frente a sus límites
plan-dose-of-limit = { $dose } de { $limit } { $unit }
plan-between = { $from } a { $to }
plan-at-least = al menos { $n }
plan-limit-not-known = No se conoce el límite para este paciente
plan-no-limit = No consta ningún límite de dosis para { $agents }.
plan-local-anaesthetics = Anestésicos locales en conjunto
plan-mixture-of-a-session = Mezcla de una sesión
plan-in-the-mixture = En la mezcla terminada
plan-draw-up = Extraer
plan-n-vials = { $n ->
    [one] { $n } vial
   *[other] { $n } viales
}
plan-makes-up = completa el volumen
plan-together = En conjunto
plan-not-known = no se sabe
plan-no-vial = No se ha indicado ningún vial: aún no se puede extraer nada.
plan-unidentified = No figura en la base de conocimiento, por lo que no se puede decir nada al respecto: { $names }
plan-acidity = Acidez
plan-osmolality = Osmolalidad
plan-mixture-details = Exposición, situación en este país, quién comprueba
plan-exposure = Exposición
plan-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
plan-approvals = Situación por vía e indicación
plan-notes = Debe saberse
plan-depth-limit = { $limit } es el límite superior en el cuero cabelludo, no un objetivo
plan-volume-asked = tal como se solicita
plan-volume-default = el valor por defecto de la técnica: nadie lo solicitó
plan-volume-shared = el volumen de la sesión repartido entre los puntos
plan-refusals = No se puede planificar tal como se solicita
plan-ways-out = Salidas posibles:
plan-findings = { $n ->
    [one] { $n } hallazgo para esta solicitud
   *[other] { $n } hallazgos para esta solicitud
}
plan-findings-more = { $n ->
    [one] { $n } hallazgo más
   *[other] { $n } hallazgos más
}
plan-finding-cleared = Levantado
plan-finding-undecided = Sin decidir
plan-severity-absolute = Absoluta
plan-severity-specialist = Especialista
plan-severity-defer = Aplazar
plan-severity-relative = Precaución
plan-severity-information = Información
plan-finding-rule = Regla
plan-finding-about = Se refiere a
plan-finding-change = Qué lo cambiaría
plan-finding-clearance = Quién puede levantarlo
plan-finding-why = Por qué
plan-cleared-by = { $name }, { $day }: { $reason }
plan-sources = Fuentes
plan-proposed = propuesto
plan-conditions = { $n ->
    [one] { $n } condición de la primera sesión
   *[other] { $n } condiciones de la primera sesión
}
plan-evidence = Qué se sabe de esta mezcla
plan-evidence-more = { $n ->
    [one] { $n } línea más
   *[other] { $n } líneas más
}
plan-evidence-studied = estudiado en esta forma
plan-evidence-not-studied = no estudiado en esta forma
plan-evidence-agents = sobre los agentes
plan-evidence-diagnosis = sobre el diagnóstico
plan-evidence-alternative = otra cosa que se puede hacer
plan-evidence-always = válido en todos los casos
plan-people = { $n ->
    [one] { $n } persona
   *[other] { $n } personas
}
plan-differs = Qué difiere o no se sabe:
plan-opposing = En contradicción
plan-no-opposing = No consta ninguna afirmación contraria.

plan-options = Qué tiene evidencia para este diagnóstico
plan-options-sentence = Ordenado por grado, sin recomendación de nadie. Un nombre pasa al formulario solo cuando usted lo pulsa.
plan-options-no-diagnosis = No consta ningún diagnóstico: no se puede enumerar lo que tiene evidencia.
plan-options-protocols = Protocolos descritos para él
plan-options-agents = Agentes con evidencia por inyección
plan-protocol = Protocolo
plan-grade = Grado
plan-role = Papel
plan-sessions-12-months = Sesiones en 12 meses
plan-ask-for-it = Solicitarlo
plan-put-into-form = Pasar al formulario
plan-compare-it = Comparar
plan-only-to-compare = Solo para comparar:
plan-alternatives = Qué más se puede hacer
plan-what-is-known = Qué se sabe y qué hay en contra

plan-versions = Versiones
plan-version = Versión
plan-version-n = Versión { $n }
plan-standing = Situación
plan-why = Por qué se modificó
plan-papers = Documentos
plan-read = Leer
plan-print = Imprimir
plan-print-draft = Imprimir el borrador
plan-calendar = Archivo de calendario
plan-open-paper = Abrir el documento tal como se firmó
plan-not-signed = Nadie ha firmado esta versión.
plan-signed-words = Firmado por { $name }, { $at }
plan-ended = finalizado
plan-ended-words = Finalizado por { $name }, { $at }: { $reason }
plan-other-knowledge = La base de conocimiento ha cambiado desde la firma. Lo que se firmó entonces consta en su documento; aquí no se vuelve a juzgar.
plan-asked-for = Lo solicitado
plan-end = Finalizar el ciclo
plan-end-title = Finalizar el ciclo
plan-end-question = No se podrá iniciar ninguna otra sesión de este ciclo. Lo realizado permanece en la historia.
plan-end-confirm = Finalizarlo

plan-draft-is-open = Ya hay un borrador abierto. Termínelo o descártelo antes.
plan-has-no-draft = Ya no hay borrador de este plan: se firmó o se descartó.
plan-was-ended = Este ciclo se finalizó. Inicie un plan nuevo.
plan-not-signed-yet = Este plan no se ha firmado nunca; descarte su borrador en su lugar.
plan-nothing-asked = No se ha solicitado nada: elija una técnica, zonas y, si la técnica la necesita, una mezcla.
plan-is-excluded = No firmado. Una regla prohíbe este plan: { $what }
plan-not-ready = No firmado. Aún pendiente: { $what }
plan-not-ready-unnamed = No firmado: el plan es un borrador. Compruébelo de nuevo.
plan-starts-in-the-past = La primera sesión es anterior a hoy: elija un día posterior.
plan-not-adopted = El director médico no ha adoptado la base de conocimiento ({ $bundles }); hasta entonces solo se puede tratar a pacientes ficticios.
plan-without-dates = Este plan no tiene un ciclo con fechas, por lo que no hay archivo de calendario.

protocol-title = Protocolo
protocol-heading-draft = Protocolo, versión { $version }
protocol-sentence = Cuándo y con qué frecuencia, cuánto cuesta junto a las alternativas, y la firma.
protocol-none-yet = Aún no hay plan
protocol-none-yet-sentence = Aquí se pone fecha a un ciclo una vez iniciado un plan.
protocol-hint = Por grado de evidencia. Un protocolo rechazado se puede comparar y nunca se planifica.
protocol-none = ninguno
protocol-described = Descritos para este diagnóstico
protocol-others = Otros
protocol-only-compared = solo para comparar
protocol-when = Cuándo y para qué
protocol-start = Primera sesión
protocol-time = Hora
protocol-purpose = Finalidad
protocol-purpose-hair-loss = Caída del cabello
protocol-purpose-before = Antes de un trasplante
protocol-purpose-after = Después de un trasplante
protocol-transplant-on = Día de la intervención
protocol-count-of = Sesiones de «{ $phase }»
protocol-undefined = La fuente deja esto abierto: { $what }. Quien lo decide responde aquí y consta en el plan.
protocol-every = Cada
protocol-every-unit = Unidad
protocol-unit-days = días
protocol-unit-weeks = semanas
protocol-unit-months = meses
protocol-sessions = Sesiones
protocol-months = Duración de la fase sin fin fijado
protocol-months-unit = meses
protocol-months-hint = Desde la primera sesión; vacío: 12, el tope de la fase activa.
protocol-answered-by = respondido por { $name }
protocol-course = El ciclo
protocol-no-course = No se ha solicitado ningún protocolo, por lo que no hay fechas.
protocol-to-compare = El calendario, para comparar
protocol-only-to-compare = Expuesto para comparar, sin días: no se ha contrastado con ninguna dosis, ningún día de cierre ni ningún paciente. No se planifica.
protocol-n-sessions = { $n ->
    [one] { $n } sesión
   *[other] { $n } sesiones
}
protocol-from-to = de { $from } a { $to }
protocol-not-complete = Siguen más sesiones a las que no se puede poner fecha antes de responder las preguntas pendientes.
protocol-open-questions = Preguntas pendientes
protocol-session = Sesión
protocol-day = Día
protocol-after-first = Tras la primera
protocol-moved = Cambiada
protocol-moved-from = cambiada desde { $day }
protocol-guards = Intervalos mínimos
protocol-reviews = Revisiones de la respuesta
protocol-week = Semana
protocol-what-is-done = Qué se hace
protocol-stop-rules = Cuándo se detiene el ciclo
protocol-adaptive-rules = Cómo se adapta el ciclo
protocol-follow-ups = Seguimientos tras la última sesión
protocol-after-last = Tras la última
protocol-looks-for = Qué se busca
protocol-beside = Tratamiento además de las sesiones
protocol-none-beside = No consta ninguno.
protocol-change-beside = Cambiarlo en la anamnesis
protocol-route = Vía
protocol-a-day = Al día
protocol-from = Desde
protocol-until = Hasta
protocol-by-mouth = por vía oral
protocol-on-the-skin = sobre la piel
protocol-open-ended = sin fin fijado
protocol-costs = Costes, junto a las alternativas
protocol-what = Qué
protocol-a-session = { $price } por sesión
protocol-one-year = 1 año
protocol-three-years = 3 años
protocol-five-years = 5 años
protocol-this-course = Este ciclo
protocol-place-not-stated = lugar no indicado
protocol-unverified = sin verificar
protocol-other-currencies = En otras monedas, sin convertir
protocol-package-rules = Reglas para vender sesiones por adelantado
protocol-sheets = Para el paciente
protocol-sheet-before = Hoja para antes de las sesiones
protocol-sheet-after = Hoja para después de una sesión
protocol-sign = Firmar el plan
protocol-sign-sentence = Se firma lo que se ha guardado: el caso, el plan y la base de conocimiento en que se apoya se conservan con la firma, y nada de ello cambia después.
protocol-sign-now = Firmar el plan
protocol-password = Su contraseña
protocol-password-hint = Se introduce de nuevo como firma de { $name }.
protocol-not-to-be-signed = El plan guardado aún no se puede firmar: lo pendiente figura arriba.
protocol-prescriber-signs = Un prescriptor lo revisa y lo firma.

map-label = Mapa del cuero cabelludo
map-tools = Qué hace un toque
map-tool-move = Mover puntos
map-tool-add = Añadir un punto
map-tool-remove = Quitar puntos
map-tool-zone = Elegir zonas
map-undo = Deshacer
map-as-laid = Según el trazado
map-tool-mark = Inyectado
map-tool-skip = Omitido
map-tool-extra = Un punto más
map-tool-mark-zone = Una zona entera
map-mark-all = Marcar todos
map-repeat-last = Como en la última sesión
map-next-volume = Volumen de lo que se marca
map-next-depth = Profundidad
map-next-mixture = Mezcla
map-zones = Zonas
map-mark-zones = Marcar zonas enteras
map-mark-zone = { $zone }: { $n ->
    [one] { $n } punto
   *[other] { $n } puntos
}
map-view-title = { $view }: { $seen } de { $all } puntos
map-view-front = Frente
map-view-top = Arriba
map-view-back = Atrás
map-view-left = Izquierda
map-view-right = Derecha
map-keys-plan = Con el teclado: N y P eligen el punto siguiente y el anterior, las flechas lo mueven (con Mayús, más lejos), Insert añade uno, Supr lo quita, Z deshace, V cambia la vista.
map-keys-chart = Con el teclado: N y P eligen el punto siguiente y el anterior, Espacio lo marca como inyectado, S como omitido, A los marca todos, Z deshace, V cambia la vista.
map-count-area = Superficie tratada
map-count-points = Puntos
map-count-injected = Puntos inyectados
map-count-volume = Volumen
map-count-minutes = Tiempo para los puntos
map-one-point = Cambiar un punto con números
map-point = Punto
map-choose-point = elija un punto
map-new-point = un punto nuevo
map-point-do = Qué hacer
map-point-move = Ponerlo ahí
map-point-remove = Quitarlo
map-point-put-back = Devolverlo al trazado
map-point-state = Estado
map-point-distance = Distancia desde lo alto de la cabeza
map-point-distance-hint = A lo largo del cuero cabelludo.
map-point-direction = Dirección
map-point-direction-hint = 0 es el frente, 90 la izquierda del paciente, 180 atrás, -90 la derecha.
map-point-apply = Aplicar
map-state-planned = previsto
map-state-injected = inyectado
map-state-skipped = omitido
map-table = Los puntos
map-table-words = { $n ->
    [one] El punto en una tabla
   *[other] Los { $n } puntos en una tabla
}
map-zone = Zona
map-where = Dónde
map-place = { $cm } cm desde lo alto, { $side }
map-volume-ml = mL
map-depth-mm = mm
map-mixture = Mezcla
map-how-placed = Colocación
map-by-hand = a mano
map-laid = según el trazado
map-beside-zones = fuera de las zonas
map-in-danger = en un área de peligro: { $area }
map-legend-point = un punto; su superficie crece con el volumen
map-legend-by-hand = movido o añadido a mano
map-legend-danger = área de peligro: ningún punto dentro
map-legend-sides = Izquierda y derecha son las del paciente. La cabeza está dibujada, no medida.
map-said-chosen = { $point }, { $zone }, { $place }
map-said-moved = { $point } movido: { $place }
map-said-added = { $point } añadido: { $place }
map-said-removed = { $point } quitado
map-said-put-back = Según el trazado: se deshacen todos los cambios
map-said-injected = { $point } inyectado
map-said-skipped = { $point } omitido
map-said-planned = { $point } previsto de nuevo
map-said-no-point = Ahí no hay ningún punto
map-said-in-danger = Ahí no: { $area } es un área de peligro
map-said-outside = Ahí no: queda fuera de las zonas tratadas
map-said-undone = Deshecho
map-said-nothing-to-undo = Nada que deshacer
map-said-zone-on = { $zone } se trata
map-said-zone-off = { $zone } no se trata
map-said-zone-marked = { $zone }: { $n } puntos marcados
map-said-repeated = Como en la última sesión: { $n } puntos marcados
map-said-not-known = no se sabe
map-said-points = { $n } puntos
map-said-from-top = desde lo alto
map-said-front = hacia el frente
map-said-back = hacia atrás
map-said-left = hacia la izquierda
map-said-right = hacia la derecha
