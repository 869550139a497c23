//! A few pages of the tests' own, under the content security policy of the product, to prove that the browser does what
//! it is told and finds what is wrong.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

const POLICY: &str = "default-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'";

/// Serves the pages until the tests end; answers with their address.
pub(crate) fn serve() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser opens connections ahead of its requests, so one alone must not keep the others waiting. An
            // error is one that it closed again.
            thread::spawn(move || answer(&stream));
        }
    });
    address
}

fn answer(mut stream: &TcpStream) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut n_bytes = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let header = header.trim().to_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(length) = header.strip_prefix("content-length:") {
            n_bytes = length.trim().parse().unwrap_or(0);
        }
    }
    let mut sent = vec![0; n_bytes];
    reader.read_exact(&mut sent)?;

    let path = request.split([' ', '?']).nth(1).unwrap_or_default();
    let (status, kind, body) = match path {
        "/form" => ("200 OK", "text/html", include_str!("site/form.html").to_owned()),
        "/faults" => ("200 OK", "text/html", include_str!("site/faults.html").to_owned()),
        "/page.css" => ("200 OK", "text/css", include_str!("site/page.css").to_owned()),
        "/page.js" => ("200 OK", "text/javascript", include_str!("site/page.js").to_owned()),
        "/icon.svg" | "/favicon.ico" => (
            "200 OK",
            "image/svg+xml",
            "<svg xmlns='http://www.w3.org/2000/svg'/>".to_owned(),
        ),
        "/answer" => ("200 OK", "text/plain", String::from_utf8_lossy(&sent).into_owned()),
        "/inline" => ("200 OK", "text/html", page("<script>document.title = 'run'</script>")),
        "/outside" => (
            "200 OK",
            "text/html",
            page("<img src='http://anagen.example/a.png' alt=''>"),
        ),
        _ => ("404 Not Found", "text/html", page("<h1>There is no such page</h1>")),
    };
    // Both to `'self'` and to images of anywhere: what goes outside is stopped by the browser's own rule.
    let policy = if path == "/outside" { "img-src *" } else { POLICY };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {length}\r\n\
         Content-Security-Policy: {policy}\r\nConnection: close\r\n\r\n{body}"
    )
}

fn page(body: &str) -> String {
    let head = "<meta charset='utf-8'><title>A page</title><link rel='icon' href='/icon.svg'>";
    format!("<!doctype html><html lang='en'><head>{head}</head><body><main>{body}</main></body></html>")
}
