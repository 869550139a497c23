# La cabeza y lo que se dibuja en ella.

scalp-from-front = De frente
scalp-from-top = Desde arriba
scalp-from-back = Desde atrás
scalp-from-left = Desde la izquierda del paciente
scalp-from-right = Desde la derecha del paciente
scalp-left = Izquierda
scalp-right = Derecha
scalp-points-seen = { $seen } de { $all } puntos
scalp-no-point-seen = desde aquí no se ve ningún punto
scalp-area-seen = la superficie de las pasadas
scalp-no-zone-seen = desde aquí no se ve ninguna zona tratada
scalp-drawn-front = La cara mira hacia usted: la derecha del paciente está a la izquierda del dibujo.
scalp-drawn-top = La cara está arriba: la izquierda del paciente está a la izquierda del dibujo.
scalp-drawn-back = La izquierda del paciente está a la izquierda del dibujo.
scalp-drawn-left = La cara mira hacia la izquierda del dibujo.
scalp-drawn-right = La cara mira hacia la derecha del dibujo.
scalp-no-zone-sentence = Desde aquí no se ve ninguna zona tratada.
scalp-zones-sentence = Zonas tratadas: { $zones }.
scalp-dangers-sentence = Áreas de peligro: { $areas }.
scalp-table-sentence = La tabla de puntos da lo mismo en palabras.
scalp-legend-point = un punto de { $volume }; su superficie crece con el volumen
scalp-legend-zone = zona tratada, con su letra
scalp-legend-border = límite de otra zona
scalp-legend-danger = área de peligro: ningún punto dentro
scalp-legend-left-out = área de peligro: se deja fuera
scalp-note = Izquierda y derecha son las del paciente. La cabeza está dibujada, no medida: el cuero cabelludo es media esfera y el trayecto de una arteria varía. Busque el lugar por la zona, mirando y palpando.
