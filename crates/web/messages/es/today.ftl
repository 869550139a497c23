# La agenda, las citas, la lista de espera, lo pendiente, los seguimientos, los calendarios de las personas.

# La agenda.
today-weekday-and-day = { $weekday } { $day }
today-week-day = { $weekday } { $day }
today-week-closed = { $day }, cerrado
today-week = Semana
today-previous-day = Día anterior
today-next-day = Día siguiente
today-go-to-day = Día
today-show-day = Mostrar
today-open = Abierto de { $from } a { $to }.
today-closed = Cerrado
today-closed-day = La clínica está cerrada este día.
today-closed-weekday = La clínica está cerrada este día de la semana.
today-closed-sentence = No se reserva nada en él. Aun así se puede reservar una urgencia.
today-hours-not-entered = No se ha introducido el horario de apertura.
today-next-open-day = { $day }
today-n-appointments = { $n ->
    [one] { $n } cita
   *[other] { $n } citas
}.
today-n-here = { $n } en la clínica.
today-n-no-show = No acudieron: { $n }.
today-n-booked = { $n ->
    [one] { $n } reservada
   *[other] { $n } reservadas
}
today-new-appointment = Cita nueva
today-sheet = Hoja del día
today-reminders = Recordatorios
today-views = Vistas
today-by-room = Por sala
today-by-person = Por persona
today-agenda-by-room = { $day }, por sala
today-agenda-by-person = { $day }, por persona
today-no-room = Sin sala
today-no-person = Sin persona
today-book-at = Reservar { $time }, { $place }
today-somebody = Reservado
today-name-and-number = { $name }, { $number }
today-patient = Paciente
today-phone = Teléfono
today-email = Correo electrónico
today-not-entered = sin introducir
today-expected = Citados y presentes
today-booked = Reservado
today-nobody-expected = No se espera a nadie.
today-over = Terminadas, no acudidas o anuladas ({ $n })
today-since = desde las { $time }
today-to-appointment = Ir a la cita
today-move-to = A las { $time }, { $place }
today-move-hint = Arrastre una cita para moverla, o pulse sobre ella la barra espaciadora.
today-move-how = Las flechas la mueven, Intro la reserva ahí, Escape la deja donde estaba.
today-move-given-up = Se queda donde estaba.
today-move-failed = No se ha movido: sin conexión. No se ha cambiado nada.
today-move-refused = No se puede mover ahí a mano.

# En papel.
today-print-hint = Imprima esta página con la orden del propio navegador; los menús y botones no se imprimen.
today-nothing-booked = No hay nada reservado este día.
today-reminders-for = Pacientes con cita el { $day }.
today-reminded = Avisado
today-speaks = lee en { $language }
today-nobody-to-remind = No hay que recordar la cita a nadie para este día.

# Lo pendiente.
today-due = Pendiente
today-due-all = Todo lo pendiente
today-due-more = Más
today-due-everything = Todo
today-due-until = Lo pendiente hasta el { $day }.
today-due-cut = Se muestran los primeros { $n }.
today-due-what = Qué
today-due-since = Desde
today-nothing-due = No hay nada pendiente.
today-nothing-due-sentence = Aquí aparecerían los seguimientos, los registros sin firmar, lo que caduca y lo que nadie ha mirado.
today-due-uploads = Imágenes enviadas por pacientes
today-due-follow-ups = Seguimientos
today-due-reviews = Revisiones
today-due-sessions = Sesiones por firmar
today-due-plans = Planes por firmar
today-due-consents = Consentimientos por firmar
today-due-outcomes = Qué pasó con estas citas
today-due-incidents = Incidentes por revisar
today-due-stock = Existencias, kits, frigoríficos
today-due-credentials = Acreditaciones
today-due-backups = Copias de seguridad
today-due-upload = Imagen que nadie ha mirado
today-due-session = Sesión que nadie ha firmado
today-due-session-amendment = Modificación de una sesión que nadie ha firmado
today-due-plan = Borrador de un plan
today-due-plan-amendment = Borrador de un plan modificado
today-due-consent = Consentimiento para el tratamiento, se puede firmar
today-due-consent-photographs = Consentimiento para las fotografías, se puede firmar
today-due-outcome = { $kind } a las { $time }: ¿acudió o no?
today-due-credential = { $name }: { $title }
today-due-backup-failed = La última copia de seguridad ha fallado
today-due-backup-never = Nunca se ha hecho una copia de seguridad
today-due-backup-too-old = La última copia de seguridad es del { $moment }
today-due-backup-not-scheduled = Las copias de seguridad solo se hacen a mano
today-due-ends = Caduca el { $day }
today-due-ended = caducada
today-due-today = hoy
today-due-days-ago = { $n ->
    [one] desde ayer
   *[other] desde hace { $n } días
}
today-due-overdue = { $n ->
    [one] vencido desde ayer
   *[other] vencido desde hace { $n } días
}
today-due-in-days = { $n ->
    [0] hoy
    [one] mañana
   *[other] dentro de { $n } días
}

# Citas.
appointment-title = Cita
appointment-kind = Para qué
appointment-kind-consultation = Consulta
appointment-kind-session = Sesión
appointment-kind-review = Revisión
appointment-kind-follow-up = Seguimiento
appointment-kind-blocked = Bloqueado
appointment-kind-missing = Elija para qué es.
appointment-session-number-is = Sesión { $number }
appointment-session-number = Número de la sesión
appointment-session-number-hint = Solo para una sesión: cuál es dentro del ciclo.
appointment-session-number-wrong = El número de una sesión va de 1 a { $most }.
appointment-state = Estado
appointment-state-booked = Reservada
appointment-state-late = Con retraso
appointment-state-arrived = Ha llegado
appointment-state-in-room = Ha pasado a la sala
appointment-state-done = Finalizada
appointment-state-no-show = No acudió
appointment-state-cancelled = Anulada
appointment-do-arrived = Ha llegado
appointment-do-in-room = Ha pasado a la sala
appointment-do-done = Finalizada
appointment-do-no-show = No acudió
appointment-do-back = Deshacer
appointment-whose = Elija primero al paciente.
appointment-search = Buscar pacientes
appointment-search-hint = Nombre, fecha de nacimiento, número o teléfono; no importan los acentos ni los errores al teclear.
appointment-search-button = Buscar
appointment-recent = Abiertos recientemente
appointment-nobody-found = No se ha encontrado a nadie
appointment-nobody-found-sentence = Escriba menos letras del nombre o registre a un paciente nuevo.
appointment-register = Paciente nuevo
appointment-enter = Elija para qué, cuándo y dónde.
appointment-block-time = Bloquear tiempo
appointment-block-sentence = Tiempo de una sala o una persona sin paciente: una pausa, la limpieza, un permiso.
appointment-block = Bloquear este tiempo
appointment-blocked-note = Para qué
appointment-what = Qué
appointment-when = Cuándo
appointment-where = Dónde y con quién
appointment-day = Día
appointment-time = Hora
appointment-minutes = Duración
appointment-minutes-unit = min
appointment-minutes-range = De 5 a 480 min, de 5 en 5
appointment-room = Sala
appointment-person = Persona
appointment-note = Nota
appointment-note-hint = Lo que debe saber recepción; nada clínico.
appointment-note-too-long = Como máximo { $most } caracteres.
appointment-book = Reservar
appointment-look = Ver qué lo impide
appointment-nothing-in-the-way = Nada lo impide.
appointment-in-the-way = Esto ocupa el tiempo
appointment-taken-by = { $times } { $title }
appointment-free-instead = Libre el mismo día, primero lo más próximo:
appointment-free-at = Libre el mismo día: { $times }
appointment-closed-then = A esa hora la clínica está cerrada. Marque la casilla para reservar de todos modos.
appointment-although-closed = Reservar aunque la clínica esté cerrada
appointment-change = Cambiar
appointment-cancel = Anular
appointment-cancel-question = ¿Anular esta cita? Su tiempo queda libre; se puede recuperar mientras nadie más lo ocupe.
appointment-unblock = Liberar el tiempo
appointment-unblock-question = ¿Volver a liberar este tiempo?
appointment-begin-session = Empezar la sesión
appointment-arrived-at = Llegó a las
appointment-made-on = Reservada el
appointment-came = Citas hasta ahora
appointment-came-and-not = acudió { $came ->
    [one] una vez
   *[other] { $came } veces
}, { $missed ->
    [0] no faltó nunca
    [one] faltó una vez
   *[other] faltó { $missed } veces
}
appointment-booked-already = Ya reservadas
appointment-others = Otras citas del paciente
appointment-when-is = { $day }, { $times }
appointment-move-back = Deshacer el movimiento
appointment-stale-now = Ahora es: { $when }, { $place }, { $what }, { $state }.
appointment-stale-typed = Usted introdujo: { $day } { $time }, { $minutes } min, { $place }.
appointment-stale-do = Lo que introdujo sigue en el formulario. Guárdelo de nuevo si sigue siendo válido.
appointment-move-stale-do = Vuelva a cargar la página para ver cómo está ahora.
appointment-move-unreadable = Lo enviado no indica día ni hora.
appointment-clock-skipped = Esa noche se adelantan los relojes: la hora no existe y la cita empieza más tarde, tanto como se adelanta el reloj.
appointment-clock-twice = Esa noche se atrasan los relojes: la hora se repite y se reserva la primera.
appointment-patient-missing = Elija al paciente, o bien bloquee el tiempo.
appointment-blocked-has-no-patient = El tiempo bloqueado no tiene paciente.
appointment-room-or-person-missing = Elija una sala o una persona.
appointment-room-closed = Esta sala se ha cerrado. Elija otra.
appointment-person-left = Esta persona ya no trabaja aquí. Elija otra.
appointment-no-such-room = Elija una sala de la lista.
appointment-no-such-person = Elija una persona de la lista.
appointment-no-such-plan = El plan de esta dirección no existe.
appointment-no-such-state = Una cita no puede pasar a este estado.
appointment-minutes-wrong = Entre 5 y { $most } minutos, de 5 en 5.
appointment-time-missing = Introduzca una hora, como 09:30.
appointment-time-wrong = Las horas van de cinco en cinco minutos.
appointment-day-too-far = No más de { $years } años desde hoy: revise el año.
appointment-day-to-come = Este día aún no ha llegado: nadie puede haber acudido.
appointment-not-begun = La cita no ha empezado: si alguien no puede venir, se anula.
appointment-taken = La sala o la persona está ocupada a esa hora. No se ha cambiado nada; elija otra hora, sala o persona.
notice-appointment-made = La cita está reservada.
notice-appointment-blocked = El tiempo está bloqueado.
notice-appointment-changed = La cita se ha cambiado.
notice-appointment-moved-back = Está donde estaba antes.
notice-appointment-booked = Está reservada de nuevo.
notice-appointment-arrived = Ha llegado.
notice-appointment-in-room = Ha pasado a la sala.
notice-appointment-done = Finalizada.
notice-appointment-no-show = No acudió: el tiempo vuelve a estar libre.
notice-appointment-cancelled = Anulada: el tiempo vuelve a estar libre.

# La lista de espera.
waiting-title = Lista de espera
waiting-sentence = Quién espera una hora, primero quien más tiempo lleva; se marca a quienes caben en un hueco el { $day }.
waiting-gaps-on = Huecos el
waiting-add = Añadir a la lista de espera
waiting-add-sentence = { $name }, { $number }
waiting-nobody = Nadie espera
waiting-nobody-sentence = Aquí aparecen los pacientes que han pedido que se les llame cuando quede libre una hora.
waiting-for = Espera para
waiting-when = Cuándo
waiting-note = Qué le conviene
waiting-note-hint = Horas del día, cuánto tarda en llegar, a qué teléfono llamar. Nada clínico.
waiting-fits = Cabe
waiting-do = Hacer
waiting-earliest = No antes de
waiting-latest = No después de
waiting-latest-hint = Vacío: en cualquier momento.
waiting-between = del { $from } al { $until }
waiting-from = desde el { $from }
waiting-since = espera desde el { $day }
waiting-over = plazo pasado
waiting-kind-and-minutes = { $kind }, { $minutes } min
waiting-fits-at = { $time }, { $room }
waiting-no-gap = no hay un hueco lo bastante largo
waiting-other-day = otro día
waiting-who-fits = Quién cabe en este hueco
waiting-remove = Quitar
waiting-remove-question = ¿Quitar esta entrada de la lista sin darle cita?
waiting-field-missing = Rellene este campo.
waiting-ends-before-it-begins = El último día es anterior al primero.
waiting-is-over-already = Este día ya ha pasado.
waiting-is-answered = Entretanto, otra persona ha reservado o quitado esta entrada de la lista de espera.
notice-waiting-added = El paciente está en la lista de espera.
notice-waiting-removed = La entrada se ha quitado.

# Seguimientos.
follow-up-kind-day-2 = 2 días después de la sesión
follow-up-kind-week-2 = 2 semanas después de la sesión
follow-up-kind-week-12 = 12 semanas después de la sesión
follow-up-kind-month-6 = 6 meses después de la sesión
follow-up-kind-month-12 = 12 meses después de la sesión
follow-up-kind-month-18-to-24 = De 18 a 24 meses después de la sesión
follow-up-review = Revisión en la semana { $week }
follow-up-due-on = Corresponde el { $day }.
follow-up-due-between = Corresponde del { $from } al { $until }.
follow-up-open = Abierto
follow-up-overdue = Vencido
follow-up-done = Hecho
follow-up-superseded = Sustituido por el de una sesión posterior
follow-up-given-up = Abandonado
follow-up-reaching = Contacto con el paciente
follow-up-reached = ¿Se localizó al paciente?
follow-up-reached-yes = Localizado
follow-up-reached-again = No localizado
follow-up-reached-again-detail = Sigue pendiente. Anote cómo lo ha intentado.
follow-up-reached-given-up = Abandonar este seguimiento
follow-up-reached-given-up-detail = Ya no se pregunta; los seguimientos posteriores se mantienen. Anote por qué.
follow-up-outcome-missing = Elija si se localizó al paciente.
follow-up-questions = Preguntas
follow-up-asks = ¿Hay algún signo de { $what }?
follow-up-asks-wellbeing = ¿Se encuentra mal el paciente desde la sesión, o le preocupa algo?
follow-up-asks-new-patch-or-lump = ¿Hay una placa o un bulto nuevos?
follow-up-answer-missing = Elija una respuesta; «no se sabe» es una de ellas.
follow-up-not-asked = Este seguimiento no pregunta eso.
follow-up-note = Nota
follow-up-note-hint = Lo que dijo el paciente, lo que se vio, lo que se acordó; o cómo ha intentado localizarlo.
follow-up-not-reached-why = Diga cómo ha intentado localizar al paciente, o por qué se abandona.
follow-up-is-over = Este seguimiento ya se había terminado.
follow-up-typed = Usted escribió: { $note }
follow-up-harm = Se ha encontrado un signo de daño. Anótelo como acontecimiento adverso y haga que se vea al paciente.
follow-up-to-adverse-event = Anotar el acontecimiento adverso
follow-up-result = Qué se encontró
follow-up-by = Por
follow-up-by-and-at = { $name }, { $moment }
follow-up-tries = Intentos
follow-up-contact = Contactar con el paciente
follow-up-make-link = Crear un enlace para enviar una fotografía
follow-up-book = Reservar una visita
follow-up-with-photographs = Se toman fotografías estándar.
follow-up-with-trichoscopy = Se hace una tricoscopia.
follow-up-source = { $id }, { $status }
follow-up-told = Qué se dijo al paciente
follow-up-others = Todos los seguimientos
follow-up-what = Seguimiento
follow-up-due = Corresponde
notice-follow-up-saved = El seguimiento está terminado.
notice-follow-up-tried = El intento está anotado; el seguimiento sigue pendiente.

# El calendario propio.
calendar-title = Calendario
calendar-sentence = Un programa de calendario puede mostrar sus citas de esta clínica. Las pide en una dirección que solo usted conoce.
calendar-holds = Contiene horas, para qué son y la sala: ni nombres, ni números, ni notas de pacientes.
calendar-none = Todavía no hay ninguna dirección.
calendar-since = Hay una dirección desde el { $moment }. No se guarda aquí y no se puede volver a mostrar.
calendar-renew-sentence = Una dirección nueva pone fin a la anterior.
calendar-make = Crear una dirección
calendar-renew = Crear una dirección nueva
calendar-end = Poner fin a la dirección
calendar-end-question = ¿Poner fin a la dirección? Los programas de calendario ya no encontrarán sus citas.
calendar-shown-once = La dirección se muestra una sola vez. Cópiela ahora.
calendar-address = Dirección para su programa de calendario
calendar-how = En el programa de calendario: añada un calendario por su dirección o suscríbase a él.
calendar-keep-secret = Quien conozca la dirección ve cuándo trabaja usted. Cree una nueva si otra persona la ha visto.
calendar-only-here = Esta dirección funciona solo en este ordenador. Abra Anagen por la red de la clínica para crear una a la que lleguen otros dispositivos.
notice-calendar-ended = La dirección ya no vale.
