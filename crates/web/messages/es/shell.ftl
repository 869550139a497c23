shell-product = Anagen
shell-skip = Ir al contenido
shell-doors = Secciones
shell-account = Usuario conectado
shell-change-user = Cambiar de usuario
shell-sign-out = Salir
shell-light = Usar colores claros
shell-dark = Usar colores oscuros
shell-patient = Paciente
shell-born = Nacimiento
shell-number = Número
shell-allergies = Alergias
shell-rail = Recorrido del paciente
shell-standing = Programa para llevar los registros de la clínica y contrastarlos con las reglas que esta clínica ha adoptado. No es un producto sanitario certificado. No decide nada: un profesional cualificado comprueba el fundamento de cada hallazgo y sigue siendo el responsable.
shell-birth-date-and-age = { $day }, { $years ->
    [one] { $years } año
   *[other] { $years } años
}
shell-birth-date-unknown = no se sabe
shell-allergies-not-asked = sin preguntar
shell-allergies-none = ninguna, preguntado el { $day }

flag-pregnant = Embarazo
flag-anticoagulant = Anticoagulante
flag-demo = Paciente ficticio

door-today = Hoy
door-patients = Pacientes
door-stock = Existencias
door-evidence = Evidencia
door-administration = Administración

stage-intake = Anamnesis
stage-screening = Cribado
stage-formulation = Formulación
stage-protocol = Protocolo
stage-consent = Consentimiento
stage-sessions = Sesiones
stage-photographs = Fotografías
stage-adverse-events = Acontecimientos adversos

state-done = hecho
state-open = abierto
state-due = pendiente
state-blocked = bloqueado

verdict-eligible = apto
verdict-caution = precaución
verdict-defer = aplazar
verdict-needs-specialist = requiere especialista
verdict-incomplete = incompleto
verdict-excluded = excluido

role-administrator = Administrador
role-medical-director = Director médico
role-prescriber = Prescriptor
role-injector = Inyector
role-assistant = Asistente
role-front-desk = Recepción
role-auditor = Auditor

answer-yes = Sí
answer-no = No
answer-not-known = No se sabe
answer-refused = Rehúsa responder
answer-not-asked = sin preguntar

save-saved = Guardado { $time }
save-not-saved = No guardado: sin conexión, se conserva en este dispositivo
save-nothing = Aún no hay nada que guardar

weekday-monday = Lunes
weekday-tuesday = Martes
weekday-wednesday = Miércoles
weekday-thursday = Jueves
weekday-friday = Viernes
weekday-saturday = Sábado
weekday-sunday = Domingo
