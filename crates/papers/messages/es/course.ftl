# El ciclo: sesiones, revisiones, reglas, seguimientos.

course-title = El ciclo
course-to-compare = El calendario, para comparar
course-beside = Tratamiento además de las sesiones
course-n-sessions = { $n ->
    [one] { $n } sesión
   *[other] { $n } sesiones
}
course-open = abierto
course-not-planned = no planificado
course-not-complete = Incompleto: siguen más sesiones a las que no se puede poner fecha antes de responder las preguntas pendientes.
course-intervals = Intervalos mínimos
course-interval = { $agent } a { $dose } por sesión: al menos { $days } entre sesiones ({ $status })
course-stops = Cuándo se detiene el ciclo
course-adapts = Cómo se adapta el ciclo
course-ceiling = Cuánto puede durar
course-ends-after = La fase activa termina a los { $months }
course-before = antes del { $day }
course-beyond = Sesiones del protocolo más allá de ella, no planificadas: { $n }.
course-is-excluded = El plan está excluido.
course-is-not-planned = No se planifica tal como se solicita.
course-only-to-compare = El calendario se expone para comparar, sin días; no se ha contrastado con ninguna dosis, ningún día de cierre ni ningún paciente.
course-studies = Estudios:
course-questions = Preguntas pendientes
course-answer-in = De la respuesta dependen fechas; va en el campo { $field } del caso.
course-only-source = Solo la fuente podría responder; ninguna fecha depende de ello.
course-answered-by = Lo que la fuente deja abierto lo respondió { $name }.
course-phase-caption = Sesiones de la fase { $phase }
course-times-in = horas de { $zone }
course-session = Sesión
course-day = Día
course-time = Hora
course-after-first = Tras la primera
course-moved = Cambiada
course-no-day = aún sin día
course-the-first = la primera
course-from = desde { $day }
course-moved-from = cambiada desde { $day }
course-when-closed = cuando la clínica está cerrada
course-twelve-months = { $n ->
    [one] { $n } sesión prevista en los 12 meses desde la primera; la fuente indica { $stated }.
   *[other] { $n } sesiones previstas en los 12 meses desde la primera; la fuente indica { $stated }.
}
course-no-number = ningún número
course-reviews = Revisiones
course-reviews-caption = Cuándo se valora la respuesta
course-week = Semana
course-counts = Vale desde, hasta
course-what-is-done = Qué se hace
course-asked-by = Lo pide
course-weeks-after-first = { $n } semanas tras la primera sesión
course-follow-ups = Seguimientos
course-follow-ups-caption = Tras la última sesión; cada sesión los vuelve a activar, y a quien deja de venir se le sigue igualmente
course-after-last = Tras la última sesión
course-looks-for = Qué se busca
course-with = Con
course-from-last = se cuenta desde la última sesión
course-photographs = fotografías
course-trichoscopy = tricoscopia
course-a-question = una pregunta
course-beside-sessions = Además de las sesiones
course-beside-caption = Tratamiento por vía oral y sobre la piel; lo que se toma por vía oral cuenta en la exposición
course-route = Vía
course-a-day = Al día
course-since = Desde
course-until = Hasta
course-by-mouth = por vía oral
course-on-the-skin = sobre la piel
course-open-ended = sin fin fijado
