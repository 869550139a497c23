//! How a request arrived: by TLS or not, and from whom.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;

use super::joining::Joining;

/// How a request arrived; every request carries it as an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrived {
    /// Whether the browser spoke TLS, with this server or with the proxy in front of it: its cookies are then `Secure`.
    pub secure: bool,
    /// Whose request it is, for limits of rate and for the audit trail. Behind a proxy it is the address that the proxy saw, with port 0
    /// where the proxy names no port.
    pub address: SocketAddr,
}

/// One door of the server.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    pub(crate) by: By,
    pub(crate) joining: Joining,
}

/// What a door speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Plain HTTP with this computer.
    Plain,
    /// HTTPS.
    Tls,
    /// Plain HTTP with a proxy that speaks HTTPS.
    Proxy,
}

/// Marks a request with [`Arrived`] and [`Joining`].
pub(crate) async fn mark(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    if let Some(ConnectInfo(peer)) = peer.copied() {
        let arrived = arrived(door.by, peer, request.headers());
        request.extensions_mut().insert(arrived);
    }
    request.extensions_mut().insert(door.joining);
    next.run(request).await
}

fn arrived(by: By, peer: SocketAddr, headers: &HeaderMap) -> Arrived {
    // A server that listens to both families sees IPv4 addresses in the dress of IPv6.
    let peer = SocketAddr::new(peer.ip().to_canonical(), peer.port());
    match by {
        By::Plain | By::Tls => Arrived {
            secure: by == By::Tls,
            address: peer,
        },
        By::Proxy => Arrived {
            secure: true,
            address: forwarded_for(headers).unwrap_or(peer),
        },
    }
}

/// The last address of the last `X-Forwarded-For`: the only one that our own proxy wrote. What stands before it, anyone can make up.
fn forwarded_for(headers: &HeaderMap) -> Option<SocketAddr> {
    let last = headers.get_all("x-forwarded-for").into_iter().next_back()?;
    let last = last.to_str().ok()?.rsplit(',').next()?.trim();
    let without_port = || {
        let address: IpAddr = last.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
        Some(SocketAddr::new(address, 0))
    };
    let address = last.parse::<SocketAddr>().ok().or_else(without_port)?;
    Some(SocketAddr::new(address.ip().to_canonical(), address.port()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn forwarded(values: &[&str]) -> Arrived {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        arrived(By::Proxy, "127.0.0.1:4000".parse().unwrap(), &headers)
    }

    #[test]
    fn only_the_proxys_own_word_counts() {
        let cases = [
            (&["192.168.1.9"][..], "192.168.1.9:0"),
            (&["10.0.0.1, 192.168.1.9"], "192.168.1.9:0"),
            (&["10.0.0.1", "10.0.0.2,192.168.1.9:5123"], "192.168.1.9:5123"),
            (&["fd00::7"], "[fd00::7]:0"),
            (&["[fd00::7]:443"], "[fd00::7]:443"),
            (&["[fd00::7]"], "[fd00::7]:0"),
            (&["::ffff:192.168.1.9"], "192.168.1.9:0"),
        ];
        for (values, expected) in cases {
            let expected: SocketAddr = expected.parse().unwrap();
            assert_eq!(
                forwarded(values),
                Arrived {
                    secure: true,
                    address: expected
                }
            );
        }
    }

    #[test]
    fn without_a_readable_word_it_is_the_proxy_itself() {
        let proxy: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        for values in [&[][..], &["unknown"], &["192.168.1.9, "], &["192.168.1.9", "_hidden"]] {
            assert_eq!(forwarded(values).address, proxy);
        }
    }

    #[test]
    fn nobody_else_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "192.168.1.9".parse().unwrap());
        let peer: SocketAddr = "[::ffff:10.0.0.5]:4000".parse().unwrap();
        for (by, secure) in [(By::Plain, false), (By::Tls, true)] {
            let address = "10.0.0.5:4000".parse().unwrap();
            assert_eq!(arrived(by, peer, &headers), Arrived { secure, address });
        }
    }
}
