## Existencias: la sección y sus vistas

stock-title = Existencias
stock-sentence = Lo que hay en la estantería, primero lo que antes caduca. Un lote caducado o en cuarentena no se puede elegir para su uso.
stock-views = Vistas de las existencias
stock-view-shelf = Estantería
stock-view-vials = Viales abiertos
stock-view-recall = Retirada de lote
stock-view-clusters = Agrupaciones
stock-view-rooms = Salas y kits

stock-save = Guardar
stock-cancel = Cancelar
stock-choose = Elegir
stock-reason = Motivo
stock-reason-title = Por qué se cambia
stock-reason-hint = Se conserva en el historial con su nombre.
stock-note = Nota
stock-note-hint = En cuarentena: por qué; por ejemplo, «cadena de frío rota» o «caducado al llegar».
stock-not-recorded = sin registrar
stock-not-stated = sin indicar
stock-not-declared = Sin declarar
stock-nothing = nada
stock-when = Cuándo
stock-what = Qué
stock-by = Por
stock-day = Día
stock-where = Dónde
stock-newer = Más recientes
stock-older = Más antiguos
stock-unit-vials = Viales
stock-vials = { $n ->
    [one] { $n } vial
   *[other] { $n } viales
}
stock-hours = { $n ->
    [one] { $n } hora
   *[other] { $n } horas
}
stock-proposed = propuesto
stock-invalid = { $n ->
    [one] Un campo no se puede aceptar tal como está. Lo que ha escrito se conserva.
   *[other] { $n } campos no se pueden aceptar tal como están. Lo que ha escrito se conserva.
}
stock-stale = Otra persona ha cambiado esto mientras usted trabajaba en ello. No se ha guardado nada de lo suyo.
stock-stale-do = Se muestra lo que está guardado ahora; lo que ha escrito sigue en el formulario. Compare y guarde de nuevo.
stock-whole-number-wrong = Introduzca un número entero.
stock-too-long = Escriba como máximo { $most } caracteres.
stock-reason-missing = Diga por qué.

stock-kept-as-typed = Se conserva mientras escribe
stock-kept-refused = Sin guardar: usted ha salido u otra persona lo ha cambiado; se conserva en este dispositivo
stock-kept-found = Usted escribió esto ({ $time }) y no lo envió.
stock-kept-found-here = En este dispositivo hay algo escrito ({ $time }) que no se envió
stock-kept-forget = Abandonarlo
stock-kept-restore = Recuperarlo
stock-kept-discard = Descartarlo

## La estantería

stock-empty = Todavía no hay productos
stock-empty-sentence = Introduzca lo que dicen las etiquetas de sus viales; después reciba las entregas por lote. Las mezclas se preparan con lo que hay en existencias.
stock-due = Por hacer
stock-due-more = { $n } más
stock-lots = Lotes
stock-lots-caption = Lotes por caducidad
stock-lots-empty = No hay nada en la estantería
stock-lots-empty-sentence = Los viales de una entrega se reciben por lote, con número y caducidad.
stock-products = Productos
stock-products-caption = Productos
stock-product = Producto
stock-lot = Lote
stock-expires = Caducidad
stock-on-shelf = En estantería
stock-standing = Estado
stock-agents = Agentes
stock-usable = Viales sin caducar
stock-reorder-level = Nivel de reposición
stock-no-level = sin fijar
stock-product-in-stock = En existencias
stock-product-not-for-injection = No destinado a inyección
stock-product-retired = Ya no se pide
stock-filter = Producto o número de lote
stock-filter-do = Filtrar
stock-filter-none = Ningún lote contiene este texto.
stock-filter-all = Mostrar todo
stock-agent-not-in-knowledge = no está en la base de conocimiento
stock-composition-not-declared = composición sin declarar
stock-no-agents = sin agentes

stock-standing-usable = Sin caducar
stock-standing-empty = No queda ninguno
stock-standing-expired = Caducado
stock-standing-quarantined = En cuarentena
stock-standing-expires-soon = { $n ->
    [0] Caduca hoy
    [one] Caduca mañana
   *[other] Caduca dentro de { $n } días
}

stock-due-lot = { $product }, lote { $number }
stock-due-vials = { $n ->
    [one] { $n } vial, último día de uso { $day }
   *[other] { $n } viales, último día de uso { $day }
}
stock-due-vial-until = Vial abierto, desechar a más tardar: { $time }
stock-due-vial-overdue = Deséchelo
stock-due-reorder = Pídalo
stock-due-reorder-detail = { $n ->
    [one] { $n } vial sin caducar, nivel de reposición { $level }
   *[other] { $n } viales sin caducar, nivel de reposición { $level }
}
stock-due-kit-item = { $thing }, en { $kit }
stock-due-expires-on = Último día de uso { $day }
stock-due-out-of-range-detail = { $celsius }, { $time }
stock-due-last-read = Última lectura { $time }
stock-due-never-read = Nunca leída
stock-due-not-read = Sin leer hoy

## Un producto

stock-product-add = Producto nuevo
stock-product-change = Cambiar
stock-product-form-sentence = Como lo da la etiqueta. Lo que la etiqueta no dice se deja en blanco y queda como desconocido.
stock-product-no-lots = Todavía no hay ningún lote
stock-product-retire = Dejar de pedirlo
stock-product-retire-question = Sale de la lista de lo que se pide. Sus lotes permanecen y se pueden seguir usando.
stock-product-restore = Volver a pedirlo
stock-product-restore-question = Vuelve a la lista de lo que se pide.
stock-label = Etiqueta
stock-label-for = Uso según la etiqueta
stock-name = Nombre
stock-name-hint = Como lo nombra la etiqueta, con concentración y volumen.
stock-vial-volume = Volumen de un vial
stock-vial-volume-range = De 0.01 a 1000 mL
stock-vendor = Comercializador
stock-agents-sentence = Por nombre o alias, con la concentración de la etiqueta en mg/mL o U/mL. Un porcentaje por sí solo se rechaza: se ha interpretado de maneras que difieren en un factor de diez. Se deja en blanco únicamente para un agente que se mide por volumen, como el plasma rico en plaquetas.
stock-agent-n = Agente { $n }
stock-strength-n = Concentración { $n }
stock-agents-more = Más líneas
stock-composition = Composición declarada
stock-composition-question = ¿Declara la etiqueta toda la composición activa?
stock-composition-declared = Declarada
stock-composition-blend = Sin declarar: mezcla propia del fabricante
stock-unknown-agents = Agentes que no están en la base de conocimiento
stock-unknown-agents-meant = Son correctos tal como están escritos
stock-unknown-agents-detail = Una mezcla con uno de estos agentes queda sin decidir hasta que el director médico lo añada a la base de conocimiento.
stock-excipients = Excipientes
stock-excipients-question = ¿Qué dice la etiqueta de los excipientes?
stock-excipients-listed = Declarados
stock-excipients-none = Declarado: ninguno
stock-excipients-which = Excipientes declarados
stock-excipients-hint = Uno en cada línea.
stock-excipients-missing = Escriba los excipientes declarados o elija otra respuesta arriba.
stock-excipients-unanswered = Elija qué dice la etiqueta de los excipientes.
stock-solution = Solución
stock-solution-sentence = De la etiqueta o del certificado. En blanco: sin indicar.
stock-vehicle = Vehículo
stock-vehicle-question = Vehículo
stock-osmolality = Osmolalidad
stock-lawful = Suministro legal
stock-lawful-question = ¿Es legal su suministro en este país?
stock-keeping = Conservación
stock-reorder-hint = Cuando quedan menos viales sin caducar, aparece en la lista de lo que hay que hacer.
stock-opened-hours = Uso tras la apertura
stock-opened-hours-hint = En blanco: para una sesión.
stock-opened-one-session = una sesión
stock-stored-now = Guardado ahora

stock-products-name-missing = Escriba el nombre como lo da la etiqueta.
stock-products-name-taken = Ya hay un producto con este nombre. Añada lo que los distingue; por ejemplo, el volumen.
stock-products-agent-name-missing = Indique el agente de esta concentración.
stock-products-agent-unknown = «{ $name }» no está en la base de conocimiento. Corríjalo, o confirme abajo que es correcto así.
stock-products-agent-unknown-near = «{ $name }» no está en la base de conocimiento. ¿Quería decir «{ $near }»? Corríjalo, o confirme abajo que es correcto así.
stock-products-agents-missing = Indique al menos un agente, o elija que la composición no está declarada.
stock-products-strength-wrong = { $why }
stock-products-composition-missing = Elija si la etiqueta declara toda la composición activa.
stock-products-label-missing = Elija para qué uso es según la etiqueta.
stock-products-label-refused = { $why }
stock-products-label-unreadable = Las comprobaciones de una mezcla no pueden leer esta etiqueta. Revise sus cifras.
stock-products-vehicle-unknown = Elija los vehículos de la lista.
stock-products-volume-wrong = Introduzca el volumen de un vial, de 0.01 a 1000 mL.
stock-products-reorder-wrong = Introduzca un número entero de viales, 0 o más.
stock-products-opened-hours-wrong = Introduzca de 1 a { $most } horas, o déjelo en blanco.

## Una entrega

stock-receive = Recibir una entrega
stock-receive-sentence = Un lote cada vez, como lo da su etiqueta. Si llegan más viales de un lote que ya está, se suman a él.
stock-receive-no-product = Una entrega necesita antes su producto.
stock-receive-do = Recibir
stock-what-came = Qué ha llegado
stock-lot-number = Número de lote
stock-lot-number-hint = Como está impreso en el vial.
stock-expires-hint = Último día de uso. Una etiqueta con mes y año: el último día de ese mes.
stock-quantity = Número de viales
stock-unit-price = Precio de un vial
stock-price-hundredths = Precio de un vial, en centésimas
stock-supplier = Proveedor
stock-received-on = Recibido
stock-on-arrival = Al llegar
stock-quarantine-question = ¿Adónde van los viales?
stock-quarantine-no = A la estantería
stock-quarantine-no-detail = No han caducado y están en orden.
stock-quarantine-yes = A cuarentena
stock-quarantine-yes-detail = Han caducado o algo no está bien. Nadie puede elegirlos.
stock-product-missing = Elija el producto.
stock-lot-number-missing = Escriba el número de lote: con él se encuentra un lote en una retirada.
stock-lot-number-taken = Este producto tiene otro lote con ese número.
stock-expiry-missing = Introduzca el último día de uso.
stock-expiry-impossible = Este día no puede ser una caducidad. Revise el año.
stock-expiry-differs = Este lote está en existencias con otra caducidad. Mire la etiqueta; si la que está mal es la del lote, corrija antes el lote.
stock-expired-on-arrival = Ha caducado. Devuélvalo, o recíbalo abajo en cuarentena con el motivo.
stock-quantity-wrong = Introduzca el número de viales, 1 o más.
stock-price-wrong = Introduzca un precio de 0 o más.

## Un lote

stock-lot-title = Lote { $number }
stock-ledger = Libro de movimientos
stock-ledger-empty = Sin entradas
stock-ledger-pages = Páginas del libro de movimientos
stock-ledger-here = { $first } a { $last } de { $all }
stock-ledger-received = Recibido
stock-ledger-used = Usado en una sesión
stock-ledger-opened = Abierto
stock-ledger-discarded = Desechado
stock-ledger-counted = Recontado
stock-ledger-returned = Devuelto
stock-ledger-incident = registrado con un incidente
stock-history = Historial
stock-history-n = { $n ->
    [one] { $n } cambio
   *[other] { $n } cambios
}
stock-entered = introducido
stock-quarantined-since = En cuarentena desde
stock-quarantined-because = Motivo de la cuarentena
stock-quarantine-proven = Infección micobacteriana demostrada en un paciente inyectado con este lote
stock-quarantine-cluster = Infecciones de { $n } pacientes inyectados con este lote
stock-stop-quarantined = Este lote está en cuarentena. No se puede elegir para su uso.
stock-stop-expired = Este lote ha caducado. No se puede elegir para su uso.
stock-stop-expired-do = Deseche los viales que quedan o devuélvalos.
stock-below-zero = El libro de movimientos muestra menos de cero viales: se usaron más de los que se recibieron.
stock-below-zero-do = Mire los incidentes del libro de movimientos y después cuente los viales.

stock-open-vial = Abrir un vial
stock-open-vial-detail = Para un solo paciente; empieza a contar su plazo
stock-open-vial-sentence = El vial sale de la estantería y empieza a contar su plazo. Un vial que se abre en una sesión se anota allí.
stock-vial-patient = Número de paciente
stock-vial-patient-hint = Un vial, un paciente.
stock-vial-patient-split = En blanco: el vial se reparte entre pacientes, según lo que adoptó esta clínica.
stock-count = Contar los viales
stock-count-detail = Comparar con la estantería, ajustar el libro de movimientos
stock-count-sentence = Cuente los viales de la estantería, sin los abiertos. Una diferencia pasa a ser una entrada del libro de movimientos.
stock-count-do = Guardar el recuento
stock-counted-label = Viales contados
stock-count-note-hint = Necesaria si el recuento difiere.
stock-count-note-missing = El recuento difiere del libro de movimientos. Diga lo que se sabe de ello.
stock-counted-wrong = Introduzca el número de viales, 0 o más.
stock-discard = Desechar viales
stock-discard-detail = Caducados, rotos, estropeados
stock-discard-sentence = Los viales salen de la estantería como residuos.
stock-discard-do = Desecharlos
stock-discard-hint = Por ejemplo, «caducado» o «roto».
stock-send-back = Devolver viales
stock-send-back-detail = Al proveedor
stock-send-back-sentence = Los viales salen de la estantería hacia el proveedor.
stock-send-back-do = Devolverlos
stock-send-back-hint = Por ejemplo, «caducado al llegar» o «retirado por el proveedor».
stock-quarantine = Poner el lote en cuarentena
stock-quarantine-detail = Nadie puede elegirlo hasta que el director médico lo libere
stock-quarantine-sentence = Desde ahora nadie puede elegir este lote. Solo el director médico lo libera. Lo que se hizo con él sigue registrado.
stock-quarantine-do = Poner en cuarentena
stock-quarantine-hint = Qué ha pasado y qué se espera.
stock-release = Liberar de la cuarentena
stock-release-detail = Se puede volver a elegir para su uso
stock-release-sentence = El lote se puede volver a elegir para su uso, si no ha caducado. Su cuarentena permanece en el historial.
stock-release-do = Liberarlo
stock-release-hint = Qué se ha averiguado y quién lo ha averiguado.
stock-correct = Corregir el lote
stock-correct-detail = El número, la caducidad, el proveedor o el precio se tecleó mal
stock-correct-sentence = Para lo que se tecleó mal. El estado anterior permanece en el historial.
stock-more-than-there-are = Introduzca de 1 a { $n }: son los que hay en la estantería.
stock-not-in-quarantine = Este lote no está en cuarentena.

stock-lot-in-quarantine = El lote { $lot } está en cuarentena y no se puede elegir para su uso. Tome otro lote. Si ya se usó, regístrelo con un incidente.
stock-lot-expired = El lote { $lot } ha caducado y no se puede elegir para su uso. Tome otro lote. Si ya se usó, regístrelo con un incidente.
stock-too-few = Viales del lote { $lot } en la estantería: { $n }. Tome otro lote o cuente este. Si ya se usaron más, regístrelo con un incidente.
stock-vials-below-zero = Una sesión no puede tomar menos de cero viales.

## Viales abiertos

stock-vials-sentence = Un vial, un paciente. El plazo cuenta desde la apertura; lo que lo ha superado se desecha.
stock-vials-split-sentence = Esta clínica reparte viales entre pacientes, según lo que adoptó su director: todos los pacientes de un vial forman una agrupación. El plazo cuenta desde la apertura.
stock-vials-empty = No hay ningún vial abierto
stock-vials-empty-sentence = Un vial se abre en una sesión, o aquí desde la página de su lote.
stock-vial = Vial
stock-vial-for = Para
stock-vial-opened = Abierto
stock-vial-until = Usar hasta
stock-vial-in-time = En plazo
stock-vial-discard = Desechar
stock-vial-discarded = Desechado
stock-vial-one-patient = un paciente
stock-vial-shared = repartido entre pacientes
stock-patient-number = Paciente { $number }
stock-vials-patient-missing = Introduzca el número del paciente: un vial, un paciente.
stock-vials-patient-unknown = Ningún paciente de esta clínica tiene este número.
stock-vials-already-discarded = Este vial ya se había desechado.
stock-vials-thrown-away = Este vial del lote { $lot } se desechó. Abra otro.
stock-vials-overdue = El plazo de este vial abierto del lote { $lot } ha pasado. Deséchelo y abra otro.
stock-vials-of-another-patient = Este vial del lote { $lot } se abrió para otro paciente. Un vial, un paciente: abra otro.

## Retirada de lote

stock-recall-do = Quién lo recibió
stock-recall-sentence = Busque un lote y después quién lo recibió, dónde y cuándo. En el registro de auditoría queda escrito que alguien lo ha consultado.
stock-recall-search = Buscar un lote
stock-recall-search-hint = Número de lote, producto o proveedor
stock-recall-search-do = Buscar
stock-recall-found = { $n ->
    [one] { $n } lote
   *[other] { $n } lotes
}
stock-recall-none = Ningún lote contiene este texto
stock-recall-none-sentence = Pruebe con una parte del número o con el producto.
stock-recall-title = Retirada del lote { $number }
stock-recall-page-sentence = Todas las personas a las que se les inyectó y los pacientes de los mismos viales. Al lado figuran los acontecimientos adversos desde entonces.
stock-recall-csv = Guardar como CSV
stock-recall-patients = Pacientes
stock-recall-uses = Usos
stock-recall-shared = Viales compartidos por varios pacientes
stock-recall-events = Acontecimientos adversos de estos pacientes
stock-recall-who = Quién lo recibió
stock-recall-since = Acontecimientos adversos desde entonces
stock-recall-no-event = ninguno registrado
stock-recall-nobody = Nadie lo recibió
stock-recall-nobody-sentence = Ninguna sesión nombra este lote y no se abrió ningún vial suyo.
stock-recall-own-vial = vial propio
stock-recall-shared-vial = { $name }, compartido por { $n } pacientes
stock-recall-vial-n = vial { $n }
stock-recall-signed = Sesión firmada
stock-recall-unsigned = Sesión sin firmar
stock-recall-abandoned = Sesión abandonada
stock-recall-no-session = Vial abierto, sin sesión registrada
stock-recall-state = Registro
stock-recall-volume = Volumen en mL
stock-patient = Paciente
stock-patient-number-head = Número de paciente
stock-family-name = Apellidos
stock-given-names = Nombre
stock-phone = Teléfono
stock-room = Sala
stock-injector = Inyectado por
stock-grade = grado { $n }
stock-other-event = Otro acontecimiento

## Agrupaciones

stock-clusters-sentence = { $n ->
    [one] Se ha examinado un acontecimiento desde el { $day }: infecciones, acontecimientos graves y los que no se sabe que sean leves.
   *[other] Se han examinado { $n } acontecimientos desde el { $day }: infecciones, acontecimientos graves y los que no se sabe que sean leves.
}
stock-clusters-none = Ninguna agrupación
stock-clusters-none-sentence = Ningún lote, vial, sala o persona es común a pacientes con el mismo daño dentro de la ventana. Eso no demuestra que no haya ninguna: no se sabe cuántos acontecimientos quedan sin notificar.
stock-clusters-alerts = Infecciones
stock-clusters-similar = Acontecimientos similares
stock-clusters-similar-sentence = El mismo acontecimiento en varios pacientes. Un motivo para mirar, no un hallazgo: no se compara nada con lo esperado.
stock-clusters-rule = La regla
stock-clusters-patients = Pacientes con el acontecimiento
stock-clusters-patients-n = { $n } o más; uno si hay micobacterias demostradas
stock-clusters-window = Inyectados dentro de
stock-clusters-look-back = Sesiones examinadas antes de un acontecimiento
stock-clusters-days = { $n } días
stock-clusters-over = Se cuenta por
stock-clusters-units = Lote, vial, sala y persona que inyectó. Los dispositivos no se registran.
stock-clusters-counted = La ventana corre según el día de la inyección, incluido su último día. Se cuentan pacientes, no notificaciones. Si alguien indicó tras qué sesión apareció un acontecimiento, cuenta esa sesión; si no, todas las sesiones examinadas anteriores a él.
stock-cluster-proven = Infección micobacteriana demostrada
stock-cluster-infections = Infecciones
stock-cluster-sentence = { $shared }: { $n } de { $all } pacientes tratados entre el { $first } y el { $last }
stock-cluster-similar = { $shared }: { $n } pacientes tratados entre el { $first } y el { $last }
stock-clusters-more = No se muestran { $n } más, de las menos graves.
stock-cluster-lot = Lote { $number } de { $product }
stock-cluster-vial = Un vial del lote { $number } de { $product }, abierto { $time }
stock-cluster-room = { $name }
stock-cluster-person = Inyectado por { $name }
stock-cluster-onset = desde el { $day }
stock-cluster-reported = notificado el { $day }
stock-cluster-room-do = Revise el agua, las superficies y la desinfección de la sala antes de la próxima sesión en ella.
stock-cluster-person-do = Revise la técnica y la higiene de manos junto con la persona.

## Salas

stock-rooms = Salas
stock-rooms-sentence = Lo que una sesión necesita hoy de su sala. Pertenece a la sala y a los turnos, nunca a la historia de un paciente.
stock-rooms-empty = Todavía no hay salas
stock-rooms-empty-sentence = Las citas y las sesiones se hacen en una sala; aquí se comprueba su kit de emergencia. El administrador añade las salas.
stock-rooms-today = Hoy
stock-rooms-closed = { $n ->
    [one] { $n } sala cerrada
   *[other] { $n } salas cerradas
}
stock-room-add = Añadir una sala
stock-room-name = Nombre de la sala
stock-room-name-hint = Como figura en la puerta.
stock-room-sentence = Las respuestas valen para hoy.
stock-room-closed = Cerrada
stock-room-close = Cerrar la sala
stock-room-close-question = Ya no se puede citar ni tratar a nadie en ella. Lo que se hizo en ella permanece.
stock-room-reopen = Volver a abrir la sala
stock-room-no-kit = Ningún kit cubre esta sala.
stock-room-staff-hint = Lo que se pregunta sobre el personal vale para todas las salas abiertas.
stock-not-asked-today = sin preguntar hoy
stock-answered-by = { $name }, { $time }
stock-emergency-kit = Kit de emergencia
stock-rooms-name-missing = Escriba el nombre de la sala.
stock-rooms-name-taken = Ya hay una sala con este nombre.
stock-rooms-answer-wrong = Elija sí, no o no se sabe.

## Kits

stock-kit = Kit
stock-kits = Kits
stock-kits-empty = Todavía no hay kits
stock-kits-empty-sentence = Un kit de emergencia se detalla con la caducidad de cada cosa que contiene. Sin uno comprobado no puede empezar ninguna sesión.
stock-kit-add = Añadir un kit
stock-kit-kind = Para qué es
stock-kit-kind-missing = Elija para qué es el kit.
stock-kit-room-wrong = Elija una sala de la lista.
stock-kit-emergency = Emergencias
stock-kit-hyaluronidase = Hialuronidasa
stock-kit-local-anaesthetic = Toxicidad de los anestésicos locales
stock-kit-session = Sesiones
stock-kit-name = Nombre del kit
stock-kit-name-hint = Como figura en él.
stock-kit-place = Dónde
stock-kit-everywhere = Para todas las salas
stock-kit-sentence = { $kind }. { $place }.
stock-kit-retired = Ya no se mantiene
stock-kit-retire = Poner fuera de uso
stock-kit-retire-question = Ya no cuenta para ninguna sala. Sus comprobaciones siguen registradas.
stock-kit-how = Sí, si todo lo exigido está presente y sin caducar y alguien ha revisado el kit hoy.
stock-kit-checked-today = Completo y sin caducar, comprobado a las { $time }
stock-kit-checked-before = Sin comprobar hoy; la última vez, el { $day }
stock-kit-incomplete = Incompleto o con algo caducado
stock-kit-unchecked = Sin comprobar
stock-kit-never-checked = nunca
stock-kit-complete = Completo
stock-kit-next-expiry = Próxima caducidad
stock-kit-last-check = Última comprobación
stock-kit-no-expiry = sin caducidad
stock-kit-required = Qué contiene un kit de emergencia
stock-kit-required-list = La lista completa
stock-kit-all-there = Las 12 cosas exigidas están presentes y sin caducar.
stock-kit-n-missing = { $n ->
    [one] Falta o ha caducado una cosa exigida.
   *[other] Faltan o han caducado { $n } cosas exigidas.
}
stock-kit-missing = Falta
stock-kit-not-required = No está; no se exige
stock-kit-in-date = Sin caducar
stock-kit-things = Qué contiene
stock-kit-thing = Cosa
stock-kit-quantity = Número
stock-kit-empty = No contiene nada
stock-kit-empty-sentence = Ponga en él cada cosa con la caducidad de su envase.
stock-kit-take-out = Sacar
stock-kit-put-in = Poner algo
stock-kit-put-in-do = Ponerlo
stock-kit-put-in-more = Ponerlo y pasar al siguiente
stock-kit-put-in-sentence = Con la caducidad de su envase; la más próxima, si los envases difieren.
stock-kit-item = Qué cosa de la lista
stock-kit-item-other = Otra cosa
stock-kit-thing-name = Qué dice el envase
stock-kit-thing-name-hint = Por ejemplo, «Adrenalina 1 mg/mL, 1 mL».
stock-kit-no-expiry-legend = Sin caducidad
stock-kit-no-expiry-looked = Lo he mirado: el envase no lleva caducidad
stock-kit-check = Comprobar el kit
stock-kit-check-question = ¿Está todo presente y en orden?
stock-kit-check-yes = Completo
stock-kit-check-no = Incompleto
stock-kit-check-hint = Incompleto: qué falta y qué se ha hecho.
stock-kit-check-do = Guardar la comprobación
stock-kit-log = Comprobaciones
stock-kits-name-missing = Escriba el nombre del kit.
stock-kits-check-missing = Elija si está completo.
stock-kits-check-note-missing = Diga qué falta.
stock-kits-item-unknown = Elija una cosa de la lista.
stock-kits-item-name-missing = Escriba lo que dice el envase.
stock-kits-item-quantity-wrong = Introduzca 1 o más.
stock-kits-item-expiry-missing = Introduzca el último día de uso, o diga abajo que el envase no lleva ninguno.
stock-kits-item-expiry-both = O un último día de uso, o ninguno.
stock-kits-item-expired = Ha caducado. Ponga uno sin caducar.

## Frigoríficos

stock-refrigerator = Frigorífico
stock-refrigerators = Frigoríficos
stock-refrigerators-empty = Todavía no hay frigoríficos
stock-refrigerators-empty-sentence = Donde se guardan productos fríos, la temperatura se lee todos los días.
stock-refrigerator-add = Añadir un frigorífico
stock-refrigerator-name = Nombre del frigorífico
stock-refrigerator-name-hint = Como figura en él.
stock-refrigerator-lowest = Temperatura mínima
stock-refrigerator-highest = Temperatura máxima
stock-refrigerator-range = Intervalo
stock-refrigerator-from-to = de { $lowest } a { $highest }
stock-refrigerator-last = Última lectura
stock-refrigerator-sentence = Lo que contiene se conserva { $range }.
stock-refrigerator-retired = Ya no se usa
stock-refrigerator-end = Ya no se usa
stock-refrigerator-retire = Poner fuera de uso
stock-refrigerator-retire-question = Ya no se lee. Su registro permanece.
stock-refrigerators-in-range = Dentro del intervalo
stock-refrigerators-out-of-range = Fuera del intervalo
stock-temperature = Temperatura
stock-temperatures = Temperaturas
stock-temperatures-empty = Todavía no hay temperaturas
stock-temperatures-empty-sentence = La primera lectura inicia el registro.
stock-temperature-read = Leer la temperatura
stock-temperature-log = Registro
stock-temperature-note-hint = Fuera del intervalo: qué se hizo con lo que contiene.
stock-temperature-chart = { $n ->
    [one] Una lectura el { $from }: { $lowest }.
   *[other] { $n } lecturas del { $from } al { $to }: de { $lowest } a { $highest }.
} { $out ->
    [0] Ninguna estuvo fuera del intervalo.
    [one] Una estuvo fuera del intervalo.
   *[other] { $out } estuvieron fuera del intervalo.
}
stock-refrigerators-name-missing = Escriba el nombre del frigorífico.
stock-refrigerators-name-taken = Ya hay un frigorífico con este nombre.
stock-refrigerators-celsius-wrong = Introduzca una temperatura de −90 a 60 °C.
stock-refrigerators-range-wrong = La temperatura máxima está por encima de la mínima.
stock-refrigerators-note-missing = Está fuera del intervalo. Diga qué se hizo con lo que contiene.

## Lo que se ha hecho

notice-stock-saved = Guardado.
notice-stock-received = La entrega se ha recibido.
notice-stock-product-added = El producto se ha añadido. Sus entregas se reciben por lote.
notice-stock-product-changed = El producto se ha cambiado. Su estado anterior está en el historial.
notice-stock-counted = El recuento se ha guardado.
notice-stock-discarded = Los viales han salido de la estantería.
notice-stock-sent-back = Los viales han salido de la estantería.
notice-stock-quarantined = El lote está en cuarentena.
notice-stock-released = El lote se puede volver a elegir.
notice-stock-corrected = El lote se ha corregido. Su estado anterior está en el historial.
notice-stock-vial-opened = El vial está abierto; su plazo ya cuenta.
notice-stock-vial-discarded = El vial se ha desechado.
notice-stock-room-added = La sala se ha añadido.
notice-stock-room-answered = Las respuestas se han guardado para hoy.
notice-stock-kit-added = El kit se ha añadido. Ponga en él cada cosa con su caducidad.
notice-stock-kit-put-in = Está en el kit.
notice-stock-kit-taken-out = Se ha sacado. Compruebe otra vez el kit cuando se reponga.
notice-stock-kit-checked = La comprobación se ha guardado.
notice-stock-refrigerator-added = El frigorífico se ha añadido.
notice-stock-temperature-saved = La temperatura se ha guardado.
