# Textos de las páginas de Evidencia.
evidence-sentence = Base de conocimiento { $version } ({ $hash }). Cada registro tiene su fuente y hasta dónde se puede confiar en él; las afirmaciones contrarias se muestran una junto a otra.
evidence-search = Buscar en la base de conocimiento
evidence-search-hint = Un agente, una regla, una afirmación, un identificador como CI-08
evidence-search-button = Buscar
evidence-kinds = Tipos de registros
evidence-proposed = { $n ->
    [one] { $n } registro espera
   *[other] { $n } registros esperan
} la confirmación del director médico
evidence-proposed-title = A la espera del director médico
evidence-records = Registros
evidence-all = Todos
evidence-found = { $n ->
    [one] { $n } registro
   *[other] { $n } registros
}
evidence-none = Ningún registro contiene estas palabras.
evidence-none-sentence = Pruebe con menos palabras o con el nombre de un agente.
evidence-more = Más
evidence-id = Id.
evidence-kind = Tipo
evidence-says = Dice
evidence-known = Cómo se sabe
evidence-note = Nota
evidence-sources = Fuentes
evidence-side = Postura { $n }
evidence-when = La regla se aplica cuando
evidence-against = Qué hay en contra
evidence-against-none = Ninguna otra afirmación.
evidence-confirm = Confirmar este registro
evidence-confirm-sentence = Ninguna fuente lo indica; es un valor por defecto elegido para Anagen. Restringe desde el primer día. Con su confirmación, cada pantalla que lo use dirá: confirmado por { $name }.
evidence-confirm-reason = Con qué fundamento (opcional)
evidence-confirm-button = Confirmar como director médico
evidence-adverse-events = Acontecimientos adversos
evidence-adverse-events-detail = De todos los pacientes, con grado y desenlace
evidence-incidents = Incidentes
evidence-incidents-detail = Lo que se hizo de forma distinta a lo permitido, para revisión
evidence-uploads = Enviado por pacientes
evidence-uploads-detail = Fotografías recibidas por enlaces de un solo uso
evidence-adoption = Adopción de la base de conocimiento
evidence-adoption-detail = Por el director médico, por paquetes
knowledge-nothing-to-confirm = Aquí no hay nada que confirmar: una fuente lo indica o ya se confirmó.
notice-knowledge-confirmed = El registro queda confirmado en su nombre.
notice-knowledge-adopted = Adoptado en su nombre.
password-as-signature = Su contraseña equivale a su firma.

status-proposed = propuesto
status-confirmed = confirmado por su fuente
status-confirmed-by = confirmado por { $name }, { $day }
confidence-cited = leído en la fuente
confidence-seed = consta en un documento fuente
confidence-derived = derivado aquí
confidence-memory-high = sin verificar: de memoria, confianza alta
confidence-memory-medium = sin verificar: de memoria, confianza media
confidence-memory-low = sin verificar: de memoria, confianza baja
confidence-proposed = un valor por defecto elegido aquí

kind-claim = Afirmaciones
kind-conflict = Conflictos
kind-citation = Citas corregidas
kind-condition = Enfermedades
kind-scale = Escalas
kind-bedside-test = Pruebas en consulta
kind-trichoscopy = Tricoscopia
kind-laboratory-test = Pruebas de laboratorio
kind-fact = Datos
kind-medicine = Medicamentos
kind-allergen = Alérgenos
kind-rule = Reglas
kind-checklist = Puntos de la lista de comprobación
kind-agent = Agentes
kind-excipient = Excipientes
kind-technique = Técnicas
kind-zone = Zonas
kind-danger-area = Áreas de peligro
kind-preparation = Preparación
kind-protocol = Protocolos
kind-adaptive-rule = Reglas de adaptación
kind-adverse-event = Acontecimientos adversos
kind-grading = Gradación
kind-reporting-duty = Obligaciones de notificación
kind-surveillance = Vigilancia
kind-aftercare = Cuidados posteriores
kind-before-treatment = Antes del tratamiento
kind-consent-item = Apartados del consentimiento
kind-consent-rule = Reglas del consentimiento
kind-word = Palabras que no se usan como afirmaciones
kind-allowed-text = Textos permitidos
kind-statement = Declaraciones
kind-open-question = Preguntas pendientes
kind-price = Precios
kind-package-rule = Reglas de los bonos
kind-study = Estudios
kind-grade-question = Preguntas con grado

adoption-sentence = Las reglas restringen desde el primer día. Con la adopción de todos los paquetes se puede tratar a pacientes reales; hasta entonces, solo a ficticios. Lo que cambie en una versión posterior se lee y se adopta de nuevo.
adoption-all = Todos los paquetes están adoptados tal como son ahora.
adoption-not-all = No todos los paquetes están adoptados: solo se puede tratar a pacientes ficticios.
adoption-bundle = Paquete
adoption-records = Registros
adoption-by = Adoptado
adoption-by-on = { $name }, { $day }, versión { $version }
adoption-nobody = por nadie
adoption-changed = Cambiado desde entonces
adoption-n-changed = { $n ->
    [one] { $n } registro
   *[other] { $n } registros
}
adoption-removed = (ya no existe)
adoption-title = Adoptar
adoption-statement = Yo, { $name }, que ejerzo la dirección médica de esta clínica, he leído los paquetes elegidos tal como son ahora y los adopto para esta clínica.
adoption-bundles = Paquetes
adoption-button = Adoptar en mi nombre
adoption-director-only = Solo el director médico adopta.
adoption-no-bundle = Elija al menos un paquete.
bundle-screening = Cribado
bundle-screening-detail = Datos, reglas, medicamentos, alérgenos, enfermedades, escalas, pruebas, listas de comprobación
bundle-formulary = Formulario de agentes
bundle-formulary-detail = Agentes con sus topes, excipientes, precios
bundle-techniques = Técnicas
bundle-techniques-detail = Técnicas, zonas, áreas de peligro, preparación
bundle-protocols = Protocolos
bundle-protocols-detail = Calendarios y reglas de adaptación
bundle-aftercare = Cuidados posteriores
bundle-aftercare-detail = Acontecimientos adversos, notificación, vigilancia, hojas, consentimiento
vials-title = Viales
vials-are-not-split = Un vial, un paciente. Una clínica que tenga que repartir viales entre pacientes necesita su decisión; todos los pacientes de un vial repartido son entonces una misma agrupación.
vials-are-split = Aquí los viales pueden servir a varios pacientes; todos los pacientes de un vial son una misma agrupación.
vials-allow = Permitir en mi nombre que se repartan viales
vials-forbid = De nuevo un vial, un paciente
