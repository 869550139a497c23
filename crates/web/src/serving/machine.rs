//! This machine as its network sees it: addresses and name.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

use rustls::pki_types::{DnsName, ServerName};

/// What this machine is called by others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Machine {
    /// The addresses at which the network reaches it, the likeliest first; empty without a network.
    pub(crate) addresses: Vec<IpAddr>,
    /// Its own name, and the name under which multicast DNS announces it.
    pub(crate) names: Vec<DnsName<'static>>,
}

/// Where packets are sent in thought, to learn from which of our addresses they would leave: for the default route an address that
/// is reserved for documentation (RFC 5737, RFC 3849), then one in each block of private networks, for a machine without a default route.
const TOWARDS: [IpAddr; 7] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V4(Ipv4Addr::new(192, 168, 0, 1)),
    IpAddr::V4(Ipv4Addr::new(192, 168, 1, 1)),
    IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)),
    IpAddr::V4(Ipv4Addr::new(172, 16, 0, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, 1)),
];

impl Machine {
    /// What can be found out about this machine, when it listens on an address.
    pub(crate) fn find(listens: IpAddr) -> Self {
        let mut addresses = Vec::new();
        if listens.is_unspecified() {
            for address in TOWARDS
                .into_iter()
                .filter(|towards| listens.is_ipv6() || towards.is_ipv4())
                .filter_map(leaves_from)
            {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
        } else {
            addresses.push(listens.to_canonical());
        }
        Self {
            addresses,
            names: host_name().map(|name| names_of(&name)).unwrap_or_default(),
        }
    }

    /// Every name that a browser may call this machine by: what was asked for, its addresses and names, and what only it calls itself.
    pub(crate) fn called(&self, asked_for: Option<&DnsName<'static>>) -> Vec<ServerName<'static>> {
        let loopback = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
        let addresses = self.addresses.iter().copied().chain(loopback);
        let localhost = DnsName::try_from("localhost").ok();
        let names = asked_for.iter().copied().chain(&self.names).chain(&localhost);
        let mut called: Vec<ServerName<'static>> = Vec::new();
        for name in names
            .map(|name| ServerName::DnsName(name.clone()))
            .chain(addresses.map(|address| ServerName::IpAddress(address.into())))
        {
            if !called.contains(&name) {
                called.push(name);
            }
        }
        called
    }
}

/// The address from which a packet would leave. A connected datagram socket only looks up the route: nothing is sent.
fn leaves_from(towards: IpAddr) -> Option<IpAddr> {
    let any = match towards {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    // Port 9 is "discard".
    socket.connect(SocketAddr::new(towards, 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// The machine's own name: what Linux keeps, what Windows sets, or what the system's `hostname` says.
fn host_name() -> Option<String> {
    let kept = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let set = || std::env::var("COMPUTERNAME").ok();
    let told = || {
        let output = std::process::Command::new("hostname").output().ok()?;
        String::from_utf8(output.stdout).ok()
    };
    kept.or_else(set).or_else(told)
}

/// A host name, and its first part below `.local`; what cannot stand in a certificate is left out.
fn names_of(host_name: &str) -> Vec<DnsName<'static>> {
    let host_name = host_name.trim().to_lowercase();
    let first_part = host_name.split('.').next().unwrap_or_default();
    let candidates = [host_name.clone(), format!("{first_part}.local")];
    let mut names = Vec::new();
    for candidate in candidates {
        if let Ok(name) = DnsName::try_from(candidate)
            && name.as_ref() != "localhost"
            && !name.as_ref().starts_with("localhost.")
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn names(host_name: &str) -> Vec<String> {
        let names = names_of(host_name);
        names.iter().map(|name| name.as_ref().to_owned()).collect()
    }

    #[test]
    fn a_host_name_stands_for_itself_and_below_local() {
        assert_eq!(names("FrontDesk\n"), ["frontdesk", "frontdesk.local"]);
        assert_eq!(names("desk.clinic.example"), ["desk.clinic.example", "desk.local"]);
        assert_eq!(names("desk.local"), ["desk.local"]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        assert_eq!(names(""), [""; 0]);
        assert_eq!(names("Room 3"), [""; 0]);
        assert_eq!(names("localhost"), [""; 0]);
    }

    #[test]
    fn an_address_that_is_listened_on_is_the_only_one() {
        let listens = IpAddr::V4(Ipv4Addr::new(192, 168, 7, 7));
        assert_eq!(Machine::find(listens).addresses, [listens]);
    }

    #[test]
    fn found_addresses_are_the_machines_own() {
        for listens in ["0.0.0.0", "::"] {
            let listens: IpAddr = listens.parse().unwrap();
            for address in Machine::find(listens).addresses {
                // Only an address of this machine can be bound.
                UdpSocket::bind((address, 0)).unwrap();
                assert!(listens.is_ipv6() || address.is_ipv4());
            }
        }
    }

    #[test]
    fn each_name_is_called_once_and_loopback_is_among_them() {
        let machine = Machine {
            addresses: vec!["192.168.1.20".parse().unwrap()],
            names: names_of("desk"),
        };
        let asked_for = DnsName::try_from("desk").unwrap();
        let called = machine.called(Some(&asked_for));
        let called: Vec<_> = called.iter().map(ServerName::to_str).collect();
        assert_eq!(
            called,
            ["desk", "desk.local", "localhost", "192.168.1.20", "127.0.0.1", "::1"]
        );
    }
}
