# El archivo de calendario de un ciclo.

calendar-session-of = Sesión { $number } de { $all } (caso { $case })
calendar-session = Sesión { $number } (caso { $case })
calendar-review = Revisión en la semana { $week } (caso { $case })
calendar-follow-up = Seguimiento, { $after } (caso { $case })
calendar-protocol = Protocolo { $id }: { $name }
calendar-evidence = Evidencia: { $grade }
calendar-phase = Fase: { $phase }
calendar-phase-after = Fase: { $phase }; { $after } tras la primera sesión
calendar-moved = Cambiada desde { $from }: { $because }
calendar-not-moved = No cambiada: { $because }
calendar-no-reason = sin motivo indicado
calendar-asked-by = Lo pide { $rules } ({ $status })
calendar-counts = Vale de { $from } a { $until }
calendar-after-last = { $after } tras la última sesión de este ciclo ({ $status })
calendar-until = Hasta { $day }
calendar-moved-closed = Cambiado desde { $from }, cuando la clínica está cerrada
calendar-looks-for = Se busca: { $what }
calendar-with-both = Con fotografías y tricoscopia
calendar-with-photographs = Con fotografías
calendar-with-trichoscopy = Con tricoscopia
calendar-goes-on = Otras sesiones aún no tienen fecha; cada una vuelve a activar este seguimiento
calendar-responsible = Anagen no es un producto sanitario certificado; el profesional que prescribe e inyecta sigue siendo responsable.
