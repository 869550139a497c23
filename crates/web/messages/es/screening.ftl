# Cribado: dictamen, hallazgos, autorizaciones excepcionales e informes.

screening-title = Cribado
screening-sentence = Qué dicen hoy las reglas del procedimiento para este paciente. Cada mezcla y cada día se examinan de nuevo.
screening-print = Para papel
screening-found = Hallazgos
screening-cleared-findings = Levantados
screening-nothing-found = Ninguna regla del procedimiento se opone.
screening-undecided-rules = { $n ->
    [one] Una regla aún no se puede decidir
   *[other] { $n } reglas aún no se pueden decidir
}
screening-undecided-cautions = { $n ->
    [one] Una precaución o nota aún no se puede decidir; deja el dictamen como está
   *[other] { $n } precauciones y notas aún no se pueden decidir; dejan el dictamen como está
}
screening-questions = Qué podría decidirlo
screening-answer-all = { $n ->
    [one] Responderla
   *[other] Responder las { $n }
}
screening-leaves-open = deja { $rules } sin decidir
screening-answer = responderla
screening-answer-it = Responder lo que falta
screening-means-eligible = Ninguna regla se opone; decide el prescriptor.
screening-means-caution = Un prescriptor levanta cada precaución con un motivo, o la deja.
screening-means-defer = Se espera hasta que cambien los datos indicados.
screening-means-needs-specialist = Antes hace falta un informe fechado del especialista indicado.
screening-means-incomplete = Hay preguntas pendientes que podrían prohibirlo; no se firma nada antes de responderlas.
screening-means-excluded = Prohibido; solo lo cambia un dato corregido.
screening-severity-absolute = Absoluta
screening-severity-specialist = Especialista
screening-severity-defer = Aplazar
screening-severity-relative = Precaución
screening-severity-information = Información
screening-undecided = Sin decidir
screening-undecided-sentence = { $n ->
    [one] { $title }: falta una respuesta.
   *[other] { $title }: { $n } respuestas podrían decidirlo.
}
screening-cleared = Levantado
screening-cleared-by = levantado por { $name }
screening-cleared-until = levantado por { $name } hasta { $day }
screening-until = hasta { $day }

screening-rule = Regla
screening-about = Trata de
screening-about-procedure = el procedimiento
screening-about-agent = un agente de la mezcla
screening-about-technique = la técnica
screening-about-zone = las zonas
screening-about-operator = la persona que prepara o inyecta
screening-about-kit = el material
screening-about-mixture = la mezcla
screening-facts = Datos
screening-fact-from = { $source }, { $day }
screening-fact-on = { $day }
screening-fact-stale = respondido el { $day }, ya no vale
screening-why = Motivo
screening-sources = Fuente
screening-confidence-cited = leído en la fuente
screening-confidence-seed = consta en un documento fuente
screening-confidence-derived = derivado aquí
screening-confidence-memory-high = sin verificar: de memoria, confianza alta
screening-confidence-memory-medium = sin verificar: de memoria, confianza media
screening-confidence-memory-low = sin verificar: de memoria, confianza baja
screening-confidence-proposed = un valor por defecto elegido aquí
screening-status = Estado
screening-proposed = propuesto: ningún director médico lo ha confirmado
screening-confirmed = confirmado
screening-confirmed-by = confirmado por { $name }
screening-until-what = Se espera hasta
screening-specialist = Especialista
screening-change = Qué lo cambiaría
screening-who-clears = Quién lo levanta
screening-clears-answer = lo decide una respuesta
screening-clears-absolute = nadie: solo lo cambia un dato corregido
screening-clears-specialist = un informe fechado del especialista, incorporado con la firma de un prescriptor
screening-clears-defer = nadie: hace falta un dato nuevo
screening-clears-relative = un prescriptor, con motivo y vencimiento
screening-clears-information = nada que levantar
screening-signed = { $name }, { $day }

screening-restrictions = Para una persona o un material
screening-restrictions-sentence = Tratan de quien prepara o inyecta y del material; el dictamen del paciente queda como está.
screening-knowledge = Base de conocimiento
screening-knowledge-version = Versión
screening-adoption = Adopción
screening-adopted = adoptada por { $name } el { $day }
screening-not-adopted = no adoptada
screening-not-adopted-sentence = Ningún director médico ha adoptado estas reglas; aun así restringen, y solo se puede tratar a pacientes ficticios.
screening-worked-out = Calculado

screening-override = Autorizar excepcionalmente esta precaución
screening-override-of = Autorización excepcional
screening-override-reason-hint = Qué ha sopesado, en una frase que un colega pueda seguir.
screening-override-expires-hint = Último día en que vale. Hasta entonces se mantiene en cada visita.
screening-enter-letter = Introducir el informe del especialista
screening-specialist-hint = La regla indica: { $named }.
screening-letter-from = Nombre del especialista
screening-letter-dated = Fecha del informe
screening-letter-expires-hint = Si se acordó una; si no, vale un año desde su fecha.
screening-letter-note = Qué dice
screening-letter-scan = Documento escaneado
screening-letter-scan-hint = PNG, JPEG o PDF, como máximo 20 MB.
screening-letter-of = Informe de { $name } ({ $specialist }) del { $day }
screening-reason = Motivo
screening-expires = Vale hasta
screening-no-expiry = sin fecha indicada
screening-signs = Se firma en nombre de { $name }, prescriptor.
screening-sign-override = Firmar la autorización excepcional
screening-sign-letter = Incorporar el informe con firma
screening-nobody-clears = Nadie levanta esto
screening-nobody-clears-sentence = Vea qué lo cambiaría.
screening-reason-missing = Anote el motivo.
screening-text-too-long = Como máximo { $n } caracteres.
screening-expiry-missing = Introduzca el último día en que vale.
screening-expiry-past = Este día ya ha pasado.
screening-specialist-missing = Introduzca qué especialista lo escribió.
screening-letter-from-missing = Introduzca quién lo escribió.
screening-letter-date-missing = Introduzca la fecha del informe.
screening-scan-too-large = El documento escaneado supera los 20 MB: escanéelo con menor resolución.
screening-scan-wrong-kind = Esto no es PNG, JPEG ni PDF.
screening-scan-damaged = Este archivo está dañado o incompleto: escanéelo o envíelo de nuevo.
screening-form-broken = El formulario llegó dañado o es demasiado grande; no se ha guardado nada. Envíelo de nuevo.
screening-nothing-to-clear = La regla no ha encontrado nada aquí: no hay nada que levantar.
screening-clears-nothing = Esto no levanta nada: { $reason }.
notice-screening-signed = Firmado.

screening-signed-clearances = Autorizaciones excepcionales e informes
screening-what-was-signed = Qué se firmó
screening-signed-by = Firmado
screening-stands = Situación
screening-counts = vale
screening-of-the-plan = trata de la mezcla o del día: véase el plan
screening-rejected = no levanta nada
screening-taken-back = retirado
screening-scan = documento escaneado
screening-withdraw = Retirar
screening-withdraw-question = Desde ahora no levanta nada. Se conserva para su lectura.
screening-withdraw-confirm = Retirar ahora
notice-screening-withdrawn = Retirado.

screening-credential-none = No consta ninguna acreditación suya: lo que firme se conserva con esa indicación. Un administrador puede introducirla.
screening-credential-not-covered = Ninguna de sus acreditaciones permite prescribir aquí hoy: no se acepta nada de lo que firme. Un administrador puede introducir una válida.
