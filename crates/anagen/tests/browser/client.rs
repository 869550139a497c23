//! A client without script, for tests that need many requests and no browser.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// The password of the one who signs in.
const PASSWORD: &str = "a sentence that nobody guesses";

/// What a server answered.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

/// Sends one request, the way a browser without script does; none where the server went away meanwhile.
pub(crate) fn send(port: u16, method: &str, path: &str, cookie: &str, body: &str) -> Option<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\nCookie: {cookie}\r\nAccept-Encoding: identity\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    })
}

/// Starts the clinic, signs in, and gives the cookie.
pub(crate) fn signed_in(port: u16) -> String {
    let form = format!(
        "clinic=Crash&country=ES&currency=EUR&time_zone=Europe%2FMadrid&language=en&name=Ana&sign_in_name=ana&password={}&role=prescriber&role=injector",
        PASSWORD.replace(' ', "+")
    );
    let started = send(port, "POST", "/first-start", "", &form).unwrap();
    assert_eq!(started.status, 303, "{}", started.body);
    let answer = send(
        port,
        "POST",
        "/sign-in",
        "",
        &format!("name=ana&password={}", PASSWORD.replace(' ', "+")),
    )
    .unwrap();
    assert_eq!(answer.status, 303, "{}", answer.body);
    let cookie = answer.head.lines().find_map(|line| {
        line.to_lowercase()
            .starts_with("set-cookie: ")
            .then(|| line[12..].to_owned())
    });
    cookie.unwrap().split(';').next().unwrap().to_owned()
}
