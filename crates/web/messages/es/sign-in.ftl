sign-in-title = Acceder
sign-in-name = Nombre de usuario
sign-in-password = Contraseña
sign-in-button = Acceder
sign-in-wrong = El nombre y la contraseña no coinciden, o esta persona ya no trabaja aquí. Tras cinco intentos, cada intento más tiene una espera mayor.
sign-in-wrong-password = Esta no es la contraseña.
sign-in-wait = Demasiados intentos. Espere { $seconds } segundos y vuelva a intentarlo.
sign-in-demo-title = Esto es una demostración: todos los pacientes son ficticios
sign-in-demo-password = Elija una persona abajo; la contraseña de todas es { $password }

lock-title = Pantalla bloqueada
lock-who = Usuario conectado aquí: { $name }.
lock-unlock = Desbloquear
lock-change-user = Cambiar de usuario
lock-other = Persona

new-password-title = Contraseña nueva
new-password-sentence = Este enlace sirve una sola vez.
new-password-new = Contraseña nueva
new-password-save = Guardar la contraseña
password-hint = Al menos 12 caracteres. Una frase es fácil de recordar.
password-too-short = Use al menos { $least } caracteres.
password-too-long = Use como máximo { $most } caracteres.
password-too-common = Está entre las primeras que se prueban para adivinarla. Elija otra.
password-link-used = Este enlace ya se ha usado o es demasiado antiguo. Pida uno nuevo a un administrador.
