# Textos de las páginas de esta parte.

patients-search = Buscar un paciente
patients-search-hint = Nombre, fecha de nacimiento, número o teléfono
patients-search-button = Buscar
patients-results = Pacientes
patients-similar = Nombres parecidos
patients-opened-last = Los últimos que ha abierto
patients-none-opened = Aún no ha abierto ningún paciente
patients-none-opened-sentence = Aquí figuran los pacientes que usted abre, primero el último. Busque arriba o registre a alguien nuevo.
patients-nobody-found = No se ha encontrado a nadie
patients-nobody-found-sentence = Pruebe con menos letras, la fecha de nacimiento o el número. No importan los acentos ni uno o dos errores al teclear.
patients-found = { $n ->
    [one] { $n } paciente encontrado
   *[other] { $n } pacientes encontrados
}
patients-pages = Páginas de la lista
patients-more = Más
patients-first-page = Primera página
patients-number-is = N.º { $number }
patients-name-and-number = { $name } (n.º { $number })
patients-last-visit = Última visita { $day }
patients-found-as = también registrado como { $name }
patients-birth-date-not-known = fecha de nacimiento desconocida

patients-register = Registrar un paciente
patients-register-anyway = Registrar de todos modos
patients-correct = Corregir datos
patients-save = Guardar
patients-save-over = Guardar lo que he escrito
patients-cancel = Cancelar
patients-to-patient = Ir al paciente
patients-who = Quién
patients-given-names = Nombre
patients-family-name = Apellidos
patients-birth-date = Fecha de nacimiento
patients-birth-date-hint = Déjela vacía si no se sabe
patients-number = Número
patients-number-hint = Vacío: { $next }, el siguiente libre
patients-contact = Contacto
patients-phone = Teléfono
patients-email = Correo electrónico
patients-address = Dirección
patients-language = Idioma
patients-language-hint = En lo que lee el paciente: consentimiento, cuidados posteriores
patients-language-of-clinic = El idioma de la clínica
patients-note = Nota para recepción
patients-note-hint = Nada clínico: eso va en la anamnesis
patients-training = Formación
patients-invented = Paciente ficticio
patients-invented-detail = Para formación. Lo sigue siendo siempre, se señala en todas partes y nunca se fusiona con uno real.
patients-name-missing = Introduzca el nombre o los apellidos.
patients-birth-date-in-future = La fecha de nacimiento está en el futuro. Revise el año.
patients-birth-date-too-early = Nadie que viva nació entonces. Revise el año.
patients-email-wrong = Introduzca la dirección como nombre@example.org, o déjela vacía.
patients-phone-wrong = Introduzca al menos cuatro cifras, o déjelo vacío.
patients-number-wrong = Use letras o cifras.
patients-number-missing = Introduzca el número del paciente.
patients-number-taken = Otro paciente tiene este número. Elija otro.
patients-language-wrong = Elija un idioma de la lista.
patients-too-long = Use como máximo { $most } caracteres.
patients-not-saved = No guardado: hay que cambiar algo.
patients-perhaps-registered = Aún no registrado: quizá el paciente ya esté registrado.
patients-perhaps-registered-do = Mire los pacientes de abajo. Abra el correcto o registre de todos modos.
patients-perhaps-the-same = Quizá la misma persona
patients-why-birth-date = misma fecha de nacimiento, nombre parecido
patients-why-name = mismo nombre, una fecha de nacimiento desconocida
patients-why-phone = mismo teléfono
patients-is-merged = Esta historia se fusionó con otra. Corrija aquella.
notice-patients-registered = Registrado.
notice-patients-corrected = Guardado.
notice-patients-led-here = La historia que ha abierto se fusionó con esta.
notice-patients-merged = Fusionadas: aquí se muestra todo lo de ambas.

patients-draft-ready = Se guarda mientras escribe
patients-draft-refused = No guardado: sesión de usuario cerrada o modificado por otra persona; conservado en este dispositivo
patients-draft-found = En este dispositivo hay algo escrito ({ $time }) que no se guardó
patients-draft-restore = Recuperarlo
patients-draft-discard = Descartarlo
patients-draft-put-in = Lo que escribió el { $time } y no envió vuelve a estar en el formulario.

patients-stale = No guardado: otra persona ha cambiado este paciente mientras usted escribía.
patients-stale-kept = Lo que ha escrito está en el formulario de abajo.
patients-stale-do = Compare las versiones, cambie el formulario donde haga falta y guarde de nuevo.
patients-stale-table = Diferencias
patients-stale-about = El formulario de abajo contiene lo que ha escrito sobre { $name }.
patients-stale-field = Campo
patients-stale-opened = Como lo abrió
patients-stale-now = Como está ahora
patients-stale-now-by = Como está ahora, guardado por { $name } el { $time }
patients-stale-typed = Como lo ha escrito
patients-stale-not-kept = no conservado

patients-states = Datos anteriores
patients-states-sentence = Cada cambio en los datos de identidad del paciente, con quién lo hizo y cuándo, primero el último.
patients-states-none = No se ha cambiado nada desde que se introdujo al paciente.
patients-states-nobody = sin nombre indicado
patients-state = { $time }, { $name }
patients-states-before = Antes
patients-states-after = Después

patients-patient = Paciente
patients-record = Cronología
patients-go-on-with = Continuar con: { $stage }
patients-nothing-happened = Aún no se ha anotado nada
patients-earlier = Anteriores
patients-newest = Más recientes
patients-month = { $month ->
    [1] Enero
    [2] Febrero
    [3] Marzo
    [4] Abril
    [5] Mayo
    [6] Junio
    [7] Julio
    [8] Agosto
    [9] Septiembre
    [10] Octubre
    [11] Noviembre
   *[12] Diciembre
} de { $year }
patients-coming = Próximamente
patients-nothing-coming = No hay nada reservado ni pendiente.
patients-between = { $from } a { $until }
patients-overdue = vencido
patients-book = Reservar
patients-not-entered = sin introducir
patients-more-of-patient = Documentos e identidad
patients-appointments = Citas
patients-no-appointments = Ninguna cita hasta ahora.
patients-by = { $name }
patients-entered-in-error = tachado: introducido por error
patients-not-readable = escrito por otra versión, no legible aquí
patients-signed-as = Firmado como { $name }
patients-follow-up = Seguimiento: { $kind }

patients-happened-registered = Registrado con el n.º { $number }
patients-happened-corrected = Datos corregidos
patients-happened-answers = { $n ->
    [one] { $n } pregunta respondida
   *[other] { $n } preguntas respondidas
}
patients-happened-allergies = Alergias
patients-happened-medicines = Medicamentos
patients-list-none = no hay
patients-happened-diagnosis = Diagnóstico
patients-happened-override = Precaución autorizada excepcionalmente
patients-happened-letter = Informe del especialista aceptado
patients-happened-clearance-withdrawn = Levantamiento retirado
patients-happened-treatment = Tratamiento además de las sesiones
patients-happened-treatment-changed = Tratamiento además de las sesiones, cambiado
patients-treatment-since = { $agent }, { $route }, { $dose } al día desde { $from }
patients-treatment-until = { $agent }, { $route }, { $dose } al día desde { $from } hasta { $until }
patients-route-oral = oral
patients-route-topical = tópica
patients-happened-struck-out = Entrada tachada por introducirse por error
patients-happened-plan-drafted = Borrador del plan, versión { $version }
patients-happened-plan-signed = Plan firmado, versión { $version }
patients-happened-plan-ended = Ciclo finalizado
patients-happened-consent-given = Texto entregado: { $kind }
patients-happened-consent-signed = Firmado: { $kind }
patients-happened-consent-withdrawn = Consentimiento revocado
patients-consent-kind-treatment = consentimiento para el tratamiento
patients-consent-kind-photographs = consentimiento para las fotografías
patients-happened-session = Sesión { $number }
patients-session-state-open = sin firmar todavía
patients-session-state-signed = firmada
patients-session-state-abandoned = abandonada
patients-photographs = { $n ->
    [one] { $n } fotografía
   *[other] { $n } fotografías
}
patients-photographs-sent = Enviado por el paciente
patients-happened-adverse-event = Acontecimiento adverso: { $name }
patients-grade = grado { $grade }
patients-outcome-open = no terminado
patients-outcome-resolved = resuelto
patients-outcome-resolved-with-sequelae = resuelto con secuelas
patients-outcome-unknown = desenlace desconocido
patients-happened-incident = Incidente: { $kind }
patients-follow-up-state-done = hecho
patients-follow-up-state-not-reached = no localizado
patients-follow-up-state-superseded = sustituido por uno posterior
patients-happened-appointment = Cita: { $kind }
patients-appointment-state-booked = reservada
patients-appointment-state-arrived = ha llegado
patients-appointment-state-in-room = ha pasado a la sala
patients-appointment-state-done = finalizada
patients-appointment-state-no-show = no acudió
patients-appointment-state-cancelled = anulada
patients-happened-merge = Otra historia se fusionó con esta
patients-happened-merge-undone = Se deshizo una fusión

patients-label = Etiquetas
patients-label-sentence = Para carpetas, formularios y tubos. El código cuadrado contiene el número; un lector lo escribe en el cuadro de búsqueda.
patients-export = Todo lo que se conserva, en un archivo
patients-export-sentence = El archivo contiene cada entrada de este paciente tal como se conserva: datos personales, respuestas, planes, consentimientos, sesiones, datos de las fotografías, citas, acontecimientos adversos y cuándo se abrió la historia. Es texto JSON, legible por otros programas (artículos 15 y 20 del RGPD).
patients-export-photographs = Las imágenes en sí no están incluidas; descárguelas en la página de fotografías.
patients-export-hand-over = Compruebe en qué manos queda. Que se ha generado consta en el registro de auditoría.
patients-export-button = Descargar el archivo

patients-merge = Fusionar duplicados
patients-merge-sentence = Cuando una persona se ha registrado dos veces, todo lo de ambas historias se muestra junto en la que se mantiene.
patients-merge-look = La otra historia
patients-merge-search = Buscar la otra historia
patients-merge-table = Ambas historias
patients-registered-on = Registrado
patients-held-answers = Respuestas, listas y diagnósticos
patients-held-plans = Planes
patients-held-consents = Consentimientos
patients-held-sessions = Sesiones
patients-held-photographs = Fotografías
patients-held-adverse-events = Acontecimientos adversos
patients-held-appointments = Citas
patients-merge-block = Fusionar
patients-merge-what = No se borra ni se mueve nada. La dirección y el número de la otra historia llevan a la que se mantiene. Se puede deshacer en cualquier momento.
patients-merge-keep = ¿Qué historia se mantiene?
patients-merge-keep-missing = Elija qué historia se mantiene.
patients-merge-reason = Por qué son una misma persona
patients-merge-reason-hint = Por ejemplo: mismo documento de identidad, misma dirección y mismo teléfono
patients-merge-reason-missing = Indique cómo sabe que son una misma persona.
patients-merge-button = Fusionar las dos historias
patients-merge-another = Elegir otra historia
patients-merge-same = Una historia no se puede fusionar consigo misma.
patients-merge-invented = Uno de los dos es un paciente ficticio. Los pacientes reales y los ficticios nunca se fusionan.
patients-merge-already = Una de las dos ya se había fusionado. Abra la historia que se mantiene.
patients-merge-chain = Otras historias se fusionaron con ambas. Deshaga antes una de esas fusiones.
patients-merged = Fusionado con esta historia
patients-merged-by = Por { $name } el { $time }: { $reason }
patients-merge-undone-by = Deshecho por { $name } el { $time }
patients-merge-undo = Deshacer la fusión
patients-merge-undo-question = Las dos historias vuelven a ser independientes. Lo escrito desde la fusión queda en esta.
patients-merge-undo-confirm = Deshacerla
patients-merge-undone = La fusión se ha deshecho
patients-merge-undone-other = Ir a la historia de { $name }
patients-merge-undone-sentence = Las dos historias vuelven a ser independientes. Lo escrito mientras estaban fusionadas queda en esta.
patients-merge-undone-already = Esta fusión ya se había deshecho.
