# La página de un plan: su marco, cribado, coste, evidencia, opciones.

plan-responsible = Anagen no es un producto sanitario certificado; el prescriptor sigue siendo responsable.
plan-knowledge = Base de conocimiento { $version }, hash { $hash }
plan-sheet-of = { $reference }, plan del { $day }
plan-sheet-draft = Borrador: no se entrega, ni se firma, ni se trabaja con él antes de firmar el plan.
plan-not-planned = No planificado. Se muestra para explicar por qué, no para hacerlo.
plan-name-screening-only = Cribado
plan-name-excluded = Sin plan: excluido
plan-name-refused = Sin plan: rechazado tal como se solicita
plan-name-draft = Plan de tratamiento, borrador
plan-name-for-review = Plan de tratamiento
plan-margin-screening-only = Solo el cribado
plan-margin-excluded = Excluido: sin plan
plan-margin-refused = Rechazado: sin plan
plan-margin-draft = Borrador, no se firma
plan-margin-for-review = Para revisión y firma
plan-signed-by = Firmado por { $name }, { $moment }, versión { $version }
plan-skip = Ir al plan
plan-invented = paciente ficticio
plan-refused-as-asked = rechazado tal como se solicita
plan-parts = Partes del plan
plan-sources = Fuentes
plan-sources-note = Todo lo que nombra una etiqueta de esta página y cuánto se leyó de ello.
plan-source-missing = no está en esta base de conocimiento
plan-see = véase { $sources }
plan-n-people = { $n ->
    [one] { $n } persona
   *[other] { $n } personas
}

plan-for = para { $reference }
plan-next = Qué viene ahora
plan-screening-says = El cribado dice { $verdict }: { $meaning }.
plan-n-more = y { $n } más
plan-next-forbidden = { $n ->
    [one] { $n } regla lo prohíbe
   *[other] { $n } reglas lo prohíben
}
plan-next-forbidden-then = solo lo cambia un dato corregido.
plan-next-refused = { $n ->
    [one] { $n } parte no se puede planificar tal como se solicita
   *[other] { $n } partes no se pueden planificar tal como se solicitan
}
plan-next-refused-then = elija una salida.
plan-next-ask = { $n ->
    [one] Hacer { $n } pregunta
   *[other] Hacer { $n } preguntas
}
plan-next-ask-order = la más decisiva primero
plan-next-letters = { $n ->
    [one] Hace falta { $n } informe de un especialista
   *[other] Hacen falta { $n } informes de especialistas
}
plan-next-letters-then = fechado, adjunto e incorporado con la firma de un prescriptor.
plan-next-wait = { $n ->
    [one] { $n } hallazgo obliga a esperar
   *[other] { $n } hallazgos obligan a esperar
}
plan-next-wait-then = hasta que cambie el dato indicado.
plan-next-cautions = { $n ->
    [one] Queda { $n } precaución por levantar
   *[other] Quedan { $n } precauciones por levantar
}
plan-next-cautions-then = la levanta un prescriptor, con motivo y vencimiento.
plan-next-schedule = { $n ->
    [one] Responder { $n } pregunta del calendario
   *[other] Responder { $n } preguntas del calendario
}
plan-next-schedule-then = de ello dependen fechas.
plan-next-conditions = { $n ->
    [one] Cumplir { $n } condición
   *[other] Cumplir { $n } condiciones
}
plan-next-conditions-then = antes de la primera sesión.
plan-next-review = Un prescriptor revisa el plan y lo firma, o no lo firma.
plan-next-adopt = El director médico adopta la base de conocimiento: hasta entonces solo se trata con ella a pacientes ficticios.
plan-next-ask-for = Indique qué se solicita: agentes, zonas, técnica, calendario. Nada se planifica por defecto.
plan-dose-a-session = { $dose } por sesión
plan-in-volume = en { $volume } mL
plan-where = Dónde
plan-n-zones = { $n ->
    [one] { $n } zona
   *[other] { $n } zonas
}
plan-points = Puntos
plan-points-of = { $n } de { $volume } mL, separados { $spacing } cm
plan-minutes = { $from } a { $to } min
plan-sessions = Sesiones
plan-sessions-follow = siguen más que aún no tienen fecha
plan-first-on = la primera el { $day }
plan-first-year = Primer año
plan-asked-not-planned = Lo solicitado, no planificado
plan-in-numbers = En cifras
plan-decided-on = Decidido el { $day } con la base de conocimiento { $version }, hash { $hash }.
plan-adopted = Adoptado: { $adopted }.
plan-not-adopted = Nadie ha adoptado { $bundles } de esta base de conocimiento: solo se puede tratar con ella a pacientes ficticios.
plan-patient-is-invented = Este paciente es ficticio.
plan-patient-is-not-invented = Este caso no está marcado como ficticio.
plan-proposed-explained = PROPUESTO marca lo que ninguna fuente da y un director médico aún debe confirmar; restringe desde el primer día.
plan-proposed-and-unknown-explained = PROPUESTO marca lo que ninguna fuente da y un director médico aún debe confirmar; restringe desde el primer día. Lo que no se sabe nunca se lee como un no.
plan-and = { $first } y { $last }

plan-proposed = PROPUESTO
plan-confirmed-by = confirmado por { $name }
plan-status = Estado
plan-status-source = Estado, fuente
plan-source = Fuente
plan-agent = Agente
plan-agents = Agentes
plan-not-known = no se sabe
plan-nothing-recorded = no consta nada
plan-none = ninguno
plan-yes = sí
plan-no = no
plan-between = entre { $low } y { $high }
plan-from-to = { $from } a { $to }
plan-or-more = { $low } o más
plan-until = hasta el { $day }
plan-to-be-known = Debe saberse
plan-refused-as-plan = rechazado como plan

plan-known = Qué se sabe
plan-n-answers = { $n ->
    [one] { $n } respuesta
   *[other] { $n } respuestas
}
plan-n-not-counted = { $n } sin contar
plan-nothing-answered = No se ha respondido nada. Las preguntas de abajo dicen qué preguntar primero.
plan-answers = Respuestas, por temas
plan-question = Pregunta
plan-answer = Respuesta
plan-given-by = Quién responde
plan-on = Fecha
plan-answered-no = { $n ->
    [one] Respondida con no: { $n } pregunta
   *[other] Respondidas con no: { $n } preguntas
}
plan-does-not-count = no cuenta: { $why }
plan-not-counted-stale = respondido el { $day }: hace demasiado tiempo, vuelva a preguntar
plan-not-counted-not-asked = sin preguntar
plan-not-counted-not-known = preguntado, no se sabe
plan-not-counted-contradicted = otra respuesta lo contradice: aclare cuál es la correcta
plan-not-counted-refused = preguntado, no quiso responder
plan-case-file = archivo del caso
plan-day-not-recorded = día no registrado

plan-findings = Qué se opone
plan-nothing = nada
plan-n-findings = { $n ->
    [one] { $n } hallazgo
   *[other] { $n } hallazgos
}
plan-n-undecided = { $n } sin decidir
plan-nothing-against-mixture = Ninguna regla ni ningún límite de la base de conocimiento se opone al procedimiento ni a esta mezcla.
plan-nothing-against-procedure = Ninguna regla ni ningún límite de la base de conocimiento se opone al procedimiento.
plan-undecided = Sin decidir
plan-undecided-note = Faltan respuestas. Una regla sin decidir que podría prohibir o retrasar mantiene el dictamen en incompleto.
plan-restrictions = Sobre la persona que prepara o inyecta y sobre el material
plan-restrictions-note = Prohíben una persona o un material, no el tratamiento.
plan-cleared = levantado
plan-about = Trata de
plan-by-on = por { $name } el { $day }
plan-waits-until = Se espera hasta
plan-not-before = No antes del
plan-letter-of = Informe de
plan-who-clears = Quién puede levantarlo
plan-change = Qué lo cambiaría
plan-why = Por qué
plan-n-rules-wait = { $n ->
    [one] { $n } regla espera respuestas
   *[other] { $n } reglas esperan respuestas
}
plan-rule = Regla
plan-if-it-holds = Si se cumple
plan-waits-for = Espera
plan-questions = Preguntas por hacer
plan-n-open = { $n ->
    [one] { $n } pendiente
   *[other] { $n } pendientes
}
plan-questions-note = El menor conjunto de respuestas que podría decidirlo, la más decisiva primero. Ninguna de estas se lee nunca como un no.
plan-ask = Se pregunta a: { $who }. { $because }. Decide { $rules }.
plan-because-not-asked = Aún sin preguntar
plan-because-not-known = Preguntado: no se sabe o no es seguro
plan-because-contradicted = Respondido de dos maneras que no pueden ser ciertas a la vez
plan-because-refused = Preguntado: no quiso responder
plan-because-stale = Respondido el { $day }, hace demasiado tiempo para que cuente
plan-conditions = Condiciones de la primera sesión
plan-n-conditions = { $n ->
    [one] { $n } condición
   *[other] { $n } condiciones
}
plan-conditions-note = Se puede hacer un plan antes de que se cumplan; una sesión no puede empezar. Se comprueban de nuevo en cada sesión.
plan-conditions-caption = Qué tiene que cumplirse antes del primer punto
plan-met = Se cumple
plan-condition = Condición
plan-otherwise = Si no
plan-to-be-ticked = para marcar
plan-cleared-by = Levantado por { $name } el { $day }
plan-stands-now = se opone a día de hoy
plan-until-what = Hasta:
plan-rejected = Autorizaciones excepcionales que no cuentan
plan-rejected-by = firmada por { $name }
plan-refusals = Qué no se puede planificar tal como se solicita
plan-n-refused = { $n ->
    [one] { $n } rechazada
   *[other] { $n } rechazadas
}
plan-ways-out = { $n ->
    [one] La salida:
   *[other] Salidas, cada una por sí sola:
}

plan-cost = Cuánto cuesta
plan-alternatives = Alternativas
plan-other-currencies = Alternativas con precio en otras monedas
plan-no-cost-per-responder = No se calcula ningún coste por paciente que responde: ningún ensayo lo respalda.
plan-packages = Venta anticipada de sesiones
plan-cost-caption = Este ciclo, en { $currency }
plan-cost-part = Concepto
plan-total = Total
plan-cost-session = Una sesión se cuenta a { $amount } { $currency }. Precios:
plan-not-the-clinics = no son de esta clínica
plan-prices-caption = Cada precio con su lugar, día y fuente; nada se convierte
plan-what = Qué
plan-as-seen = Tal como se vio
plan-this-course = Este ciclo
plan-price-a-session = { $price } por sesión
plan-place-not-recorded = lugar no registrado
plan-date-not-recorded = fecha no registrada
plan-unverified = sin verificar
plan-sessions-between = { $from } a { $to } sesiones

plan-evidence = Qué se sabe de esta mezcla
plan-evidence-studied = estudiado en esta forma
plan-evidence-not-studied = no estudiado en esta forma
plan-evidence-agents = sobre los agentes
plan-evidence-diagnosis = sobre el diagnóstico
plan-evidence-alternative = otra cosa que se puede hacer
plan-evidence-always = válido en todos los casos
plan-read = Leído:
plan-disagree = Las fuentes no coinciden:
plan-held-as = Se toma como:
plan-studies-matching = Los estudios que dieron esta forma
plan-studies-nearest = Los estudios más próximos y en qué difieren
plan-study = Estudio
plan-arm = Su grupo
plan-held-against = Contrastado con el plan
plan-differs = Qué difiere o no se sabe
plan-grade-read = Grado, cuánto se leyó
plan-form-of-the-plan = la forma del plan
plan-not-told = El estudio no lo dice:

plan-options = Qué hay para este diagnóstico
plan-options-note = Nada de esto es una recomendación. Los protocolos y agentes van por grado y después por nombre.
plan-where-disagree = Dónde no coinciden las fuentes
plan-n-protocols = { $n ->
    [one] { $n } protocolo
   *[other] { $n } protocolos
}
plan-protocols-caption = Protocolos descritos para este diagnóstico
plan-protocol = Protocolo
plan-sessions-12-months = Sesiones en 12 meses
plan-grade = Grado
plan-open-in-source = Abierto en la fuente:
plan-agents-caption = Agentes con evidencia por inyección para este diagnóstico
plan-graded-questions = Preguntas con grado
plan-beware = Atención
plan-best-grade = Mejor grado
plan-never-planned = nunca se planifica:
plan-what-else = Qué más se puede hacer
plan-trials-caption = Ensayos de alternativas en personas con este diagnóstico
plan-came-out = Qué resultó
plan-grade-known = Grado, cómo se sabe
