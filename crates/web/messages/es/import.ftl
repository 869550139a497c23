# Importación de pacientes, citas y existencias desde tablas: qué se dice de un archivo, de sus columnas y de una fila.
# Los nombres de import-field-* son también encabezados que la importación reconoce (app/src/import/columns.rs).
import-title = Importación
import-sentence = Pacientes, citas o existencias de otro programa, en forma de tabla (CSV). Primero se muestra el archivo; no se escribe nada antes de que usted lo confirme.
import-what = Qué contiene el archivo
import-patients = Pacientes
import-patients-detail = Quiénes son y cómo se contacta con ellos; nada clínico
import-appointments = Citas
import-appointments-detail = Las futuras, de pacientes que ya están registrados
import-stock = Existencias
import-stock-detail = Lotes con sus viales, de productos que ya están introducidos
import-file = Archivo
import-file-hint = CSV o texto, como máximo { $most } MB y { $rows } filas; la primera fila da nombre a las columnas. Se leen UTF-8, texto Unicode y Windows-1252; coma, punto y coma, tabulador o barra entre columnas.
import-look = Ver el archivo
import-file-missing = Elija un archivo.
import-kind-missing = Elija qué contiene el archivo.
import-not-read = El archivo no se ha aceptado.
import-choose-again = No se ha escrito nada. Corrija el archivo y elíjalo de nuevo: el navegador no lo conserva.
import-came-in-broken = Lo enviado llegó dañado. Elija el archivo y envíelo de nuevo.

import-columns = Columnas que se entienden
import-columns-sentence = La primera fila puede nombrar una columna como figura aquí, en mayúsculas o minúsculas, con o sin acentos, espacios y signos; o como es habitual en español, francés, alemán, italiano, portugués o chino. Las demás columnas no se leen.
import-column = Columna
import-column-holds = Qué contiene
import-column-headings = También se entiende
import-column-needed = necesaria
import-column-one-of = una de estas: { $columns }
import-template = Plantilla de { $what ->
    [patients] pacientes
    [appointments] citas
   *[stock] existencias
} (CSV)
import-template-sentence = Tiene las columnas y una fila de ejemplo: ponga sus filas en su lugar.

import-field-number = Número de paciente
import-field-family-name = Apellidos
import-field-given-names = Nombre
import-field-full-name = Nombre completo
import-field-birth-date = Fecha de nacimiento
import-field-phone = Teléfono
import-field-email = Correo electrónico
import-field-address = Dirección
import-field-language = Idioma
import-field-note = Nota
import-field-day = Día
import-field-time = Hora
import-field-minutes = Minutos
import-field-end = Fin
import-field-kind = Tipo
import-field-room = Sala
import-field-person = Profesional
import-field-product = Producto
import-field-lot = Lote
import-field-expires-on = Caducidad
import-field-quantity = Cantidad
import-field-supplier = Proveedor
import-field-unit-price = Precio unitario

import-patients-number = El número propio de la clínica; vacío: el siguiente libre
import-patients-family-name = Al menos el nombre o los apellidos en cada fila
import-patients-given-names = Al menos el nombre o los apellidos en cada fila
import-patients-full-name = Apellidos, coma, nombre; cuando no tienen columnas propias
import-patients-birth-date = Un día con año de cuatro cifras; vacío: no se sabe
import-patients-phone = Como se marca; si hay varios, con punto y coma o barra oblicua entre ellos
import-patients-email = Una dirección
import-patients-address = Calle, código postal y población en una columna
import-patients-language = Código del idioma en que lee el paciente, como en o es; vacío: el de la clínica
import-patients-note = Lo que debe saber recepción; nada clínico
import-appointments-number = Número de un paciente registrado
import-appointments-day = Un día con año de cuatro cifras, hoy o posterior
import-appointments-time = Cuándo empieza: 9:30, 09:30, 9h30, 2:05 pm
import-appointments-minutes = Cuánto dura; vacío: hasta el fin, o 30 minutos si este también está vacío
import-appointments-end = Cuándo termina; se usa si los minutos están vacíos
import-appointments-kind = consulta, sesión, revisión o seguimiento; vacío: consulta
import-appointments-room = Nombre de una sala de esta clínica
import-appointments-person = Nombre o nombre de usuario de alguien que trabaja aquí
import-appointments-note = Para la agenda
import-stock-product = Nombre de un producto introducido en Existencias
import-stock-lot = Número de lote como figura en el envase
import-stock-expires-on = Un día con año de cuatro cifras
import-stock-quantity = Viales en la estantería, un número entero de 1 o más
import-stock-supplier = De dónde vinieron
import-stock-unit-price = Precio de un vial, como 12.50 o 12,50; vacío: no se sabe

import-preview = Vista previa de la importación
import-preview-sentence = { $file }: { $rows ->
    [one] 1 fila
   *[other] { $rows } filas
}, leído como { $kind ->
    [patients] pacientes
    [appointments] citas
   *[stock] existencias
}. Aún no se ha escrito nada.
import-unnamed = El archivo
import-new = Nuevas
import-present = Ya existentes
import-wrong = No se pueden aceptar
import-state-new = nueva
import-state-present = ya existente
import-state-wrong = no se puede aceptar
import-line = Línea
import-state = Estado
import-how = Cómo se ha leído el archivo
import-encoding = Letras
import-encoding-utf8 = UTF-8
import-encoding-utf16 = Texto Unicode (UTF-16)
import-encoding-latin1 = Windows-1252: revise los nombres con acentos
import-delimiter = Entre columnas
import-delimiter-tab = Tabulador
import-delimiter-semicolon = Punto y coma
import-delimiter-comma = Coma
import-delimiter-bar = Barra
import-days = Días
import-days-day-first = Día, mes, año: 03/04 es el 3 de abril; un día que empieza por el año se lee como año, mes, día
import-days-month-first = Mes, día, año: 03/04 es el 4 de marzo; un día que empieza por el año se lee como año, mes, día
import-taken-for = Se toma por
import-heading = En el archivo
import-heading-empty = (sin encabezado)
import-column-not-read = no se lee
import-columns-all = Se han reconocido las { $n } columnas
import-columns-some = Se han reconocido { $known } de { $n } columnas
import-columns-not-read = { $n ->
    [one] Una columna no se lee: { $columns }.
   *[other] { $n } columnas no se leen: { $columns }.
}
import-columns-not-read-do = Lo que contienen no se incorpora. Si alguna debe incorporarse, nómbrela como indica la lista de columnas y elija de nuevo el archivo.
import-new-sentence = Se incorporan cuando usted confirme.
import-present-sentence = Se pasan por alto: no se escribe ni se cambia nada.
import-wrong-sentence = Se pasan por alto. Corríjalas en el archivo y envíe de nuevo el archivo entero: las filas ya incorporadas constarán entonces como existentes.
import-nothing-new = Ninguna fila de este archivo es nueva.
import-nothing-new-do = No hay nada que incorporar.
import-confirm-patients = { $n ->
    [one] Incorporar 1 paciente
   *[other] Incorporar { $n } pacientes
}
import-confirm-appointments = { $n ->
    [one] Incorporar 1 cita
   *[other] Incorporar { $n } citas
}
import-confirm-stock = { $n ->
    [one] Incorporar 1 lote
   *[other] Incorporar { $n } lotes
}
import-other-file = Elegir otro archivo
import-changed = Los registros de la clínica han cambiado desde que vio este archivo: ahora son nuevas otras filas. No se ha escrito nada.
import-changed-do = Mire las filas tal como están ahora y después confirme.

import-done = Importación terminada
import-done-patients = { $n ->
    [0] No se ha incorporado ningún paciente.
    [one] Se ha incorporado 1 paciente.
   *[other] Se han incorporado { $n } pacientes.
}
import-done-appointments = { $n ->
    [0] No se ha incorporado ninguna cita.
    [one] Se ha incorporado 1 cita.
   *[other] Se han incorporado { $n } citas.
}
import-done-stock = { $n ->
    [0] No se ha incorporado ningún lote.
    [one] Se ha incorporado 1 lote.
   *[other] Se han incorporado { $n } lotes.
}
import-done-wrong = { $n ->
    [one] 1 fila no se pudo aceptar.
   *[other] { $n } filas no se pudieron aceptar.
}
import-done-wrong-do = Corríjalas en el archivo y envíe de nuevo el archivo entero: lo ya incorporado se pasa entonces por alto.
import-to-patients = Ir a los pacientes
import-to-appointments = Ir a la agenda
import-to-stock = Ir a las existencias
import-another = Importar otro archivo

# Qué está mal en un archivo.
import-file-too-large = El archivo supera los { $most } MB. Divídalo en varios, cada uno con la fila de encabezados.
import-file-no-text = El archivo no es texto: puede ser un libro de cálculo (XLSX, ODS). Guárdelo allí como CSV y envíe ese.
import-file-no-table = El archivo no se puede leer como tabla. Guárdelo como CSV con una fila por línea y las mismas columnas en cada una.
import-file-empty = El archivo no tiene filas bajo los encabezados. La primera fila da nombre a las columnas; ponga los datos debajo.
import-too-many-rows = El archivo tiene más de { $most } filas. Divídalo en varios, cada uno con la fila de encabezados.
import-column-twice = Dos columnas corresponden al mismo campo; la segunda es «{ $heading }». Quite una o póngale otro encabezado.
import-needs-name = No hay ninguna columna con nombres. Llame a una «apellidos», «nombre» o «nombre completo».
import-needs-number = No hay ninguna columna con números de paciente. Llámela «número».
import-needs-day = No hay ninguna columna con días. Llámela «día».
import-needs-time = No hay ninguna columna con horas. Llámela «hora».
import-needs-room-or-person = No hay ninguna columna con una sala o un profesional. Llame a una «sala» o «profesional».
import-needs-product = No hay ninguna columna con productos. Llámela «producto».
import-needs-lot = No hay ninguna columna con números de lote. Llámela «lote».
import-needs-expiry = No hay ninguna columna con caducidades. Llámela «caducidad».
import-needs-quantity = No hay ninguna columna con cantidades. Llámela «cantidad».

# Qué está mal en una fila.
import-row-twice = La línea { $line } de este archivo contiene lo mismo. Quite una de las dos.
import-day-wrong = «{ $text }» no es un día. Escríbalo como 2026-03-12.
import-year-wrong = En «{ $text }» el año no tiene cuatro cifras. Escriba el día como 2026-03-12.
import-time-wrong = «{ $text }» no es una hora del día. Escríbala como 09:30.
import-number-wrong = «{ $text }» no es un número entero de 0 o más.
import-price-wrong = «{ $text }» no es un precio. Escríbalo como 12.50.
import-name-without-comma = En «{ $name }» no se puede saber cuáles son los apellidos. Escriba «apellidos, nombre» o use una columna para cada uno.
import-number-of-another = El número { $number } es aquí de otro paciente: no coinciden ni el nombre ni la fecha de nacimiento. Corrija el número o la fila.
import-known-under-another-number = Aquí hay un paciente con este nombre y esta fecha de nacimiento, con el número { $number }. Escriba ese número en la fila; si es otra persona, se registra a mano.
import-name-known = Aquí hay un paciente con este nombre, con el número { $number }, y sin fecha de nacimiento no se puede saber si es la misma persona. Añada la fecha de nacimiento o el número.
import-appointment-without-number = Falta el número del paciente.
import-no-such-patient = Aquí ningún paciente tiene el número «{ $number }». Importe o registre antes al paciente, o corrija el número.
import-no-such-room = Esta clínica no tiene ninguna sala «{ $text }». Escriba su nombre como figura en Existencias, Salas y kits, o introduzca antes la sala allí.
import-no-such-person = Aquí no trabaja nadie con el nombre «{ $text }». Escriba el nombre o el nombre de usuario como figura en Administración, Personas.
import-no-such-product = No hay ningún producto «{ $text }». Introdúzcalo antes en Existencias, con lo que contiene, o escriba su nombre como figura allí.
import-appointment-kind = «{ $text }» no es un tipo de cita. Escriba consulta, sesión, revisión o seguimiento.
import-appointment-ends-early = El fin no es posterior al inicio. Corrija una de las dos horas.
import-appointment-past = Está en el pasado. Solo se incorporan citas futuras.
import-appointment-taken = La sala o la persona tiene otra cita a esta hora. Elija otra hora, sala o persona.
import-appointment-taken-by-row = La línea { $line } de este archivo ocupa la sala o la persona a la misma hora. Elija otra hora, sala o persona.
