//! Passwords: Argon2id with OWASP's parameters (19 MiB, two passes, one lane; Password Storage Cheat Sheet, 2025).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::Message;
use crate::error::{AppError, Invalid};

/// Fewest characters of a password (ASVS 5.0, V6.2.1 asks for 8, recommends 15).
pub(crate) const SHORTEST: usize = 12;
/// Most characters.
const LONGEST: usize = 128;

fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password, off the threads that serve pages.
pub(crate) async fn hash(password: String) -> Result<String, AppError> {
    let hashed =
        tokio::task::spawn_blocking(move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(AppError::Internal(format!("a password could not be hashed: {error}"))),
        Err(error) => Err(AppError::Internal(format!("a password could not be hashed: {error}"))),
    }
}

/// A hash of nothing that anybody knows: a name that does not exist takes as long to refuse as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$nQcwbJ1o1YCdP2HYB8DcTlSaI5qUz7N7FZ8Y2k3nB2E";

/// Whether a password fits a hash.
pub(crate) async fn verify(password: String, hash: Option<String>) -> bool {
    let is_somebody = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    let verified = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|parsed| argon2().verify_password(password.as_bytes(), &parsed).is_ok())
    });
    verified.await.unwrap_or(false) && is_somebody
}

/// Passwords that are tried first by anybody who guesses, and words of this place; compared in lower case.
const COMMON: [&str; 14] = [
    "password",
    "passwort",
    "contraseña",
    "123456789012",
    "qwertyuiop",
    "letmein",
    "welcome",
    "anagen",
    "mesotherapy",
    "administrator",
    "iloveyou",
    "abcdefghijkl",
    "000000000000",
    "111111111111",
];

/// Says what is wrong with a new password, where something is.
pub(crate) fn check_new(password: &str, sign_in_name: &str, field: &str, invalid: &mut Invalid) {
    let n_characters = password.chars().count();
    let lower = password.to_lowercase();
    // A common word with a few characters around it is still that word.
    let is_common = COMMON
        .iter()
        .any(|common| lower.contains(common) && n_characters < common.chars().count() + 6);
    let one_letter = password
        .chars()
        .next()
        .is_some_and(|first| password.chars().all(|c| c == first));
    if n_characters < SHORTEST {
        invalid.add(field, Message::new("password-too-short").with("least", SHORTEST));
    } else if n_characters > LONGEST {
        invalid.add(field, Message::new("password-too-long").with("most", LONGEST));
    } else if is_common || one_letter || (!sign_in_name.is_empty() && lower.contains(&sign_in_name.to_lowercase())) {
        invalid.add(field, Message::new("password-too-common"));
    }
}
