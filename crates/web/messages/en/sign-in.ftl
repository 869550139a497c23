sign-in-title = Sign in
sign-in-name = Sign-in name
sign-in-password = Password
sign-in-button = Sign in
sign-in-wrong = Name and password do not fit together, or this person no longer works here. After five attempts each further one waits longer.
sign-in-wrong-password = This is not the password.
sign-in-wait = Too many attempts. Wait { $seconds } seconds, then try again.
sign-in-demo-title = This is a demo: every patient is invented
sign-in-demo-password = Choose a person below; the password of everybody is { $password }

lock-title = Screen locked
lock-who = { $name } is signed in here.
lock-unlock = Unlock
lock-change-user = Change user
lock-other = Person

new-password-title = New password
new-password-sentence = This link works once.
new-password-new = New password
new-password-save = Save the password
password-hint = At least 12 characters. A sentence is easy to keep in mind.
password-too-short = Use at least { $least } characters.
password-too-long = Use at most { $most } characters.
password-too-common = This is among the first that are guessed. Take another.
password-link-used = This link was used or is too old. Ask an administrator for a new one.
