//! The scan of a specialist's letter: a picture or a PDF, told by its content and never by its name.

use crate::Message;

/// Most bytes of a scan: a few pages photographed with a tablet.
pub const LARGEST_SCAN: usize = 20 * 1024 * 1024;

/// What a scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanKind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// PDF.
    Pdf,
}

impl ScanKind {
    /// The content type under which it is sent.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
        }
    }
}

/// What bytes are by their first ones.
pub(super) fn kind(bytes: &[u8]) -> Option<ScanKind> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(ScanKind::Png)
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Some(ScanKind::Jpeg)
    } else if bytes.starts_with(b"%PDF-") {
        Some(ScanKind::Pdf)
    } else {
        None
    }
}

/// Refuses what is too large, of another kind or cut off.
pub(super) fn check(bytes: &[u8]) -> Result<ScanKind, Message> {
    /// A PDF ends with this mark, behind which some programs leave a little.
    const PDF_END: &[u8] = b"%%EOF";
    const PDF_TAIL: usize = 2_048;

    if bytes.len() > LARGEST_SCAN {
        return Err(Message::new("screening-scan-too-large"));
    }
    let kind = kind(bytes).ok_or_else(|| Message::new("screening-scan-wrong-kind"))?;
    let is_whole = match kind {
        ScanKind::Pdf => bytes[bytes.len().saturating_sub(PDF_TAIL)..]
            .windows(PDF_END.len())
            .any(|part| part == PDF_END),
        ScanKind::Png => has_size(bytes, image::ImageFormat::Png) && bytes.ends_with(b"IEND\xaeB`\x82"),
        ScanKind::Jpeg => has_size(bytes, image::ImageFormat::Jpeg),
    };
    if is_whole {
        Ok(kind)
    } else {
        Err(Message::new("screening-scan-damaged"))
    }
}

fn has_size(bytes: &[u8], format: image::ImageFormat) -> bool {
    let reader = image::ImageReader::with_format(std::io::Cursor::new(bytes), format);
    reader
        .into_dimensions()
        .is_ok_and(|(width, height)| width > 0 && height > 0)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn picture(format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        image::RgbImage::new(8, 8)
            .write_to(&mut std::io::Cursor::new(&mut bytes), format)
            .unwrap();
        bytes
    }

    #[test]
    fn a_scan_is_told_by_its_content() {
        assert_eq!(check(&picture(image::ImageFormat::Png)), Ok(ScanKind::Png));
        assert_eq!(check(&picture(image::ImageFormat::Jpeg)), Ok(ScanKind::Jpeg));
        assert_eq!(check(b"%PDF-1.7\n...\n%%EOF\n"), Ok(ScanKind::Pdf));
        for other in [&b"<html><script>alert(1)</script>"[..], b"", b"GIF89a", b"PK\x03\x04"] {
            assert_eq!(check(other).unwrap_err().key, "screening-scan-wrong-kind");
        }
    }

    #[test]
    fn a_scan_that_was_cut_off_is_refused() {
        let whole = picture(image::ImageFormat::Png);
        assert_eq!(
            check(&whole[..whole.len() - 4]).unwrap_err().key,
            "screening-scan-damaged"
        );
        assert_eq!(
            check(b"%PDF-1.7\n half a letter").unwrap_err().key,
            "screening-scan-damaged"
        );
        assert_eq!(check(b"\xff\xd8\xff\xe0").unwrap_err().key, "screening-scan-damaged");
    }
}
