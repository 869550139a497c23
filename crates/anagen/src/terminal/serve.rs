//! What a clinic reads when the server has started.

use std::io::{self, Write};
use std::net::SocketAddr;

use anagen_app::Place;
use anagen_web::serving::{Fingerprint, GRACE, Invitation, Listening, qr};
use anstyle::{AnsiColor, Style};

use super::page::Page;

/// A server that has started.
pub(crate) struct Started<'s> {
    pub(crate) listening: &'s Listening,
    /// The address of plain HTTP that is really listened on.
    pub(crate) plain: SocketAddr,
    /// How others join, where the network is served.
    pub(crate) invitation: Option<Invitation>,
    pub(crate) place: &'s Place,
    pub(crate) demo: bool,
    /// Whether somebody looks at it on a screen: only there a code can be scanned.
    pub(crate) on_screen: bool,
}

/// White on black whatever the terminal's colours are: a camera reads no inverted code.
const CODE: Style = Style::new()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::BrightWhite)))
    .bg_color(Some(anstyle::Color::Ansi(AnsiColor::Black)));

/// Says where the clinic is served, how a tablet joins, where the data lies and how to stop.
pub(crate) fn print(out: &mut dyn Write, started: &Started<'_>) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let mut page = Page::new(out);
    page.title(&format!("Anagen {version} is running"))?;
    if started.demo {
        page.paragraph(
            "This is the demo: every patient in it is made up. The sign-in page shows how to enter each role.",
        )?;
    }
    page.heading("Open it in a browser")?;
    let plain = format!("http://{}/", started.plain);
    let network = started
        .invitation
        .as_ref()
        .map_or(&[][..], |invitation| &invitation.addresses);
    let width = network.iter().chain([&plain]).map(String::len).max().unwrap_or(0);
    let address = |page: &mut Page<'_>, address: &str, whose| page.item(&format!("{address:<width$}"), whose);
    match started.listening {
        Listening::Computer { .. } => {
            address(&mut page, &plain, "on this computer")?;
            page.aside(
                2,
                "No other device reaches it. Start it with `--network` to let tablets join on the clinic's network.",
            )?;
        }
        Listening::Network { .. } => {
            address(&mut page, &plain, "on this computer")?;
            for of_network in network {
                address(&mut page, of_network, "on the clinic's network")?;
            }
        }
        Listening::BehindProxy { .. } => {
            address(
                &mut page,
                &plain,
                "for the proxy in front, which speaks HTTPS with the browsers",
            )?;
            page.aside(
                2,
                "The proxy has to pass `Host` on as it is and to append the browser's address to `X-Forwarded-For`.",
            )?;
        }
    }
    if let Some(invitation) = &started.invitation {
        join(out, invitation, started.on_screen)?;
    }
    let mut page = Page::new(out);
    page.heading("Where the data lies")?;
    let folder = started.place.folder.display();
    match started.place.database {
        Some(_) => page.indented(2, &format!("Records: PostgreSQL. Photographs and keys: {folder}"))?,
        None => page.indented(2, &folder.to_string())?,
    }
    let seconds = GRACE.as_secs();
    page.heading("To stop it")?;
    page.indented(2, &format!("Ctrl+C, or stop its service. What is being saved at that moment is finished first, for at most {seconds} seconds."))?;
    page.space()
}

/// How a tablet joins: the code with the address, and the fingerprints to compare.
fn join(out: &mut dyn Write, invitation: &Invitation, on_screen: bool) -> io::Result<()> {
    let mut page = Page::new(out);
    let Some(address) = invitation.addresses.first() else {
        let nothing = match invitation.authority {
            Some(_) => "This machine is on no network now. Once it is, its address is told here.",
            None => {
                "The certificate is for none of this machine's names and addresses: say with `--name` by which name it is reached."
            }
        };
        return page.indented(2, nothing);
    };
    page.heading("To join with a tablet on the same network")?;
    if on_screen && let Ok(code) = qr::half_blocks(address) {
        page.indented(2, "Point its camera at this code:")?;
        page.space()?;
        for line in code.lines() {
            writeln!(out, "  {CODE}{line}{CODE:#}")?;
        }
        writeln!(out)?;
    } else {
        page.indented(2, &format!("Open {address}"))?;
    }
    let mut page = Page::new(out);
    if let Some(authority) = &invitation.authority {
        page.indented(2, "The browser warns that it does not know the certificate. Go on only if it shows this fingerprint (SHA-256):")?;
        fingerprint(&mut page, &invitation.fingerprint)?;
        page.indented(
            2,
            &format!(
                "A tablet that is told to trust the authority \"{}\" warns no more. Its fingerprint:",
                authority.name
            ),
        )?;
        fingerprint(&mut page, &authority.fingerprint)
    } else {
        page.indented(2, "Fingerprint of the certificate (SHA-256):")?;
        fingerprint(&mut page, &invitation.fingerprint)
    }
}

/// A fingerprint in two lines, so that it fits and can be read along.
fn fingerprint(page: &mut Page<'_>, fingerprint: &Fingerprint) -> io::Result<()> {
    let text = fingerprint.to_string();
    let half = text.len() / 2 + 1;
    let (first, second) = text.split_at_checked(half).unwrap_or((&text, ""));
    page.indented(4, first)?;
    page.indented(4, second)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use anagen_web::serving::{Server, Wanted};

    use super::*;

    /// What is printed, in one line, for a real server.
    fn printed(wanted: Wanted, database: Option<&str>, on_screen: bool) -> (String, Server) {
        let folder = tempfile::tempdir().unwrap();
        let listening = Listening::from_wanted(Wanted {
            listen: Some("127.0.0.1:0".parse().unwrap()),
            ..wanted
        })
        .unwrap();
        let server = Server::bind(&listening, &folder.path().join("keys"), jiff::Timestamp::now()).unwrap();
        let place = Place {
            folder: "the-data-folder".into(),
            database: database.map(str::to_owned),
        };
        let mut out = Vec::new();
        let started = Started {
            listening: &listening,
            plain: server.plain_address(),
            invitation: server.joining().invitation(),
            place: &place,
            demo: false,
            on_screen,
        };
        print(&mut out, &started).unwrap();
        // Where the tests run in a terminal, the page is coloured.
        let mut parts = std::str::from_utf8(&out).unwrap().split('\u{1b}');
        let plain = parts.next().into_iter().map(str::to_owned);
        let coloured = parts.map(|part| part.split_once('m').unwrap().1.to_owned());
        let text: String = plain.chain(coloured).collect();
        let words: Vec<_> = text.split_whitespace().collect();
        (words.join(" "), server)
    }

    fn on_network() -> Wanted {
        Wanted {
            network: Some("127.0.0.1:0".parse().unwrap()),
            ..Wanted::default()
        }
    }

    #[test]
    fn one_computer_reads_where_to_open_and_how_to_let_others_in() {
        let (text, server) = printed(Wanted::default(), None, true);
        let address = server.plain_address();
        assert!(
            text.contains(&format!(
                "http://{address}/ on this computer No other device reaches it."
            )),
            "{text}"
        );
        assert!(
            text.contains("Where the data lies the-data-folder To stop it Ctrl+C"),
            "{text}"
        );
        assert!(!text.contains("https://") && !text.contains("SHA-256"), "{text}");
    }

    #[test]
    fn a_network_reads_its_address_code_and_fingerprints() {
        let (text, server) = printed(on_network(), None, true);
        let invitation = server.joining().invitation().unwrap();
        assert!(
            text.contains(&format!("{} on the clinic's network", invitation.addresses[0])),
            "{text}"
        );
        let authority = invitation.authority.unwrap();
        let without_gaps = text.replace(' ', "");
        for fingerprint in [&invitation.fingerprint, &authority.fingerprint] {
            assert!(without_gaps.contains(&fingerprint.to_string()), "{text}");
        }
        assert!(
            text.contains("Point its camera at this code: ") && text.contains('\u{2588}'),
            "{text}"
        );
        assert!(text.contains(&authority.name), "{text}");
    }

    #[test]
    fn a_log_file_gets_the_address_instead_of_the_code() {
        let (text, server) = printed(on_network(), None, false);
        let address = &server.joining().invitation().unwrap().addresses[0];
        assert!(
            text.contains(&format!("Open {address}")) && !text.contains('\u{2588}'),
            "{text}"
        );
    }

    #[test]
    fn a_proxy_reads_what_it_has_to_do_and_no_password_is_shown() {
        let wanted = Wanted {
            behind_proxy: true,
            ..Wanted::default()
        };
        let (text, _) = printed(wanted, Some("postgres://clinic:secret@host/db"), true);
        assert!(
            text.contains("for the proxy in front") && text.contains("`X-Forwarded-For`"),
            "{text}"
        );
        assert!(
            text.contains("Records: PostgreSQL. Photographs and keys: the-data-folder"),
            "{text}"
        );
        assert!(!text.contains("secret"), "{text}");
    }
}
