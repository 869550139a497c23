//! Photographs and scans as files named after their content.
//!
//! A file is written beside its place, synced and moved there, so that a name never stands for half a file; the same bytes
//! are kept once. The name is checked against the content when it is read.

use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A folder of content-addressed files.
#[derive(Debug, Clone)]
pub struct Blobs {
    folder: PathBuf,
}

/// The address of a content: its BLAKE3 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

/// Why a file was not kept or not found.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The disk failed.
    #[error("the file could not be kept or read: {0}")]
    Io(#[from] std::io::Error),
    /// The file is not what its name says.
    #[error("the file {0} is damaged: its content does not match its name; restore it from a backup")]
    Damaged(String),
}

impl Address {
    /// Reads an address; anything but 64 hexadecimal digits is none.
    pub fn parse(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text)
            .ok()
            .map(|hash| Self(hash.to_hex().to_string()))
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Blobs {
    /// Files in a folder, which is made when the first one is kept.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where they lie.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, address: &Address) -> PathBuf {
        self.folder.join(&address.0[..2]).join(&address.0)
    }

    /// Keeps bytes; when this returns they survive a crash.
    pub fn put(&self, bytes: &[u8]) -> Result<Address, BlobError> {
        let address = Address(blake3::hash(bytes).to_hex().to_string());
        let path = self.path(&address);
        if path.exists() {
            return Ok(address);
        }
        let folder = self.folder.join(&address.0[..2]);
        std::fs::create_dir_all(&folder)?;
        let beside = folder.join(format!(".{}.{}", address.0, uuid::Uuid::now_v7()));
        let mut file = std::fs::File::create_new(&beside)?;
        let written = file
            .write_all(bytes)
            .and_then(|()| file.sync_all())
            .and_then(|()| std::fs::rename(&beside, &path));
        if let Err(error) = written {
            // What is left of it is of no use; that it cannot be removed either changes nothing.
            let _ = std::fs::remove_file(&beside);
            return Err(error.into());
        }
        // The names themselves have to reach the disk too.
        std::fs::File::open(&folder)?.sync_all()?;
        std::fs::File::open(&self.folder)?.sync_all()?;
        Ok(address)
    }

    /// Reads a content, checked against its name; none where there is no such file.
    pub fn get(&self, address: &Address) -> Result<Option<Vec<u8>>, BlobError> {
        let bytes = match std::fs::read(self.path(address)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        if blake3::hash(&bytes).to_hex().as_str() != address.0 {
            return Err(BlobError::Damaged(address.0.clone()));
        }
        Ok(Some(bytes))
    }

    /// Every address that is kept, in no order.
    pub fn all(&self) -> Result<Vec<Address>, BlobError> {
        let mut found = Vec::new();
        let folders = match std::fs::read_dir(&self.folder) {
            Ok(folders) => folders,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(error.into()),
        };
        for folder in folders {
            let folder = folder?.path();
            if folder.is_dir() {
                for file in std::fs::read_dir(folder)? {
                    found.extend(file?.file_name().to_str().and_then(Address::parse));
                }
            }
        }
        Ok(found)
    }
}
