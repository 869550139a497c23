# Lo que el paciente se lleva o firma, y la lista de comprobación de una sesión.

patient-before = Antes de su tratamiento
patient-after = Después de su tratamiento
patient-for-the-patient = para el paciente
patient-for-the-clinic = para la clínica
patient-first-session = Su primera sesión:
patient-at = a las { $time }
patient-unidentified = Pregúntenos por { $names }: en esta hoja falta el consejo correspondiente.
patient-by-day = De día
patient-by-night = De noche
patient-emergency = Teléfono de urgencias
patient-basis = En qué se apoyan los consejos
patient-basis-before = Antes
patient-basis-after = Después
patient-n-advice = { $n ->
    [one] En qué se apoya { $n } consejo
   *[other] En qué se apoyan { $n } consejos
}
patient-and-consent = y los apartados del consentimiento
patient-basis-caption = Consejos de las dos hojas, con lo que dicen las fuentes y lo que los contradice
patient-advice = Consejo
patient-in-sources = En las fuentes
patient-against = En contra
patient-consent-caption = Apartados del consentimiento y situación de cada agente
patient-item = Apartado

patient-consent = Consentimiento
patient-n-items = { $n ->
    [one] { $n } apartado
   *[other] { $n } apartados
}
patient-consent-lead = Lea cada apartado, pregunte lo que quiera preguntar y ponga sus iniciales en su recuadro. Puede decir que no.
patient-cooling-off = Entre esta conversación y la primera sesión pasan al menos { $days }.
patient-consent-unidentified = Este sistema no lo conoce: { $names }. Falta aquí lo que hay que decir de ello.
patient-new-consent = Cuándo hace falta un consentimiento nuevo
patient-photographs-care = Para mi historia
patient-photographs-teaching = Para docencia
patient-photographs-publication = Para publicidad
patient-register = El registro
patient-prescribes = Prescribe (nombre, formación)
patient-injects = Inyecta (nombre, formación)
patient-language = Idioma, intérprete
patient-complaints-inside = Persona en la clínica
patient-complaints-outside = Organismo fuera de ella
patient-initials = Iniciales
patient-signatures = Firmas
patient-who = Quién
patient-name = Nombre
patient-signature = Firma
patient-date-time = Fecha, hora
patient-patient = Paciente
patient-who-explained = Persona que lo explicó
patient-prescriber = Prescriptor
patient-interpreter = Intérprete, si lo hubo

patient-checklist = Lista de comprobación de la sesión
patient-session-number = Sesión número
patient-room = Sala
patient-who-did-it = Quién lo hizo
patient-prepared = Preparó
patient-checked = Comprobó
patient-injected = Inyectó
patient-two-persons = Comprobación por dos personas
patient-first-person = Primera persona
patient-second-person = Segunda persona, con la primera tabla tapada
patient-vial = Vial
patient-label-strength = Concentración de la etiqueta, con su unidad
patient-drawn-ml = Extraído, mL
patient-dose = Dosis, con su unidad
patient-whole-mixture = La mezcla completa
