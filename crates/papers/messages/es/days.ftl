# Días en palabras y distancias entre ellos.

day-weekday = { $weekday ->
    [1] lunes
    [2] martes
    [3] miércoles
    [4] jueves
    [5] viernes
    [6] sábado
   *[7] domingo
}
day-weekday-short = { $weekday ->
    [1] lun
    [2] mar
    [3] mié
    [4] jue
    [5] vie
    [6] sáb
   *[7] dom
}
day-month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
day-month-short = { $month ->
    [1] ene
    [2] feb
    [3] mar
    [4] abr
    [5] may
    [6] jun
    [7] jul
    [8] ago
    [9] sep
    [10] oct
    [11] nov
   *[12] dic
}
day-alone = { $day } de { day-month } de { $year }
day-alone-month-first = { $day } de { day-month } de { $year }
day-with-weekday = { day-weekday } { $day } de { day-month } de { $year }
day-with-weekday-month-first = { day-weekday } { $day } de { day-month } de { $year }
day-short = { day-weekday-short } { $day } { day-month-short } { $year }
day-short-month-first = { day-weekday-short } { $day } { day-month-short } { $year }
day-n-days = { $n ->
    [one] { $n } día
   *[other] { $n } días
}
day-n-weeks = { $n ->
    [one] { $n } semana
   *[other] { $n } semanas
}
day-n-months = { $n ->
    [one] { $n } mes
   *[other] { $n } meses
}
day-n-years = { $n ->
    [one] { $n } año
   *[other] { $n } años
}
day-both = { $days } y { $months }
