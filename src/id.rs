//! Typed identifiers: a `ProgramId` where a `MissionId` is due does not compile.
//!
//! An identifier is a UUID, version 5, of the plan's lineage, the kind and the normalised code. It
//! therefore stays the same between revisions of one plan, and differs between two plans that use
//! the same code. It never depends on a name. An explicit identifier survives a change of code.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use sha1::{Digest, Sha1};
use uuid::{Builder, Uuid};

/// An identifier of a thing of kind `K`, for instance `Id<Program>`.
///
/// ```
/// use renstra::id::{Id, derive};
/// enum Program {}
/// let lineage = uuid::Uuid::nil();
/// let id: Id<Program> = Id::new(derive(lineage, "program", " 1.02.02 "));
/// assert_eq!(id, Id::new(derive(lineage, "program", "1.02.02")));
/// ```
pub struct Id<K: ?Sized>(Uuid, PhantomData<fn() -> Box<K>>);

impl<K: ?Sized> Id<K> {
    /// Wraps a UUID that is known to name a thing of kind `K`.
    #[must_use]
    pub const fn new(uuid: Uuid) -> Id<K> {
        Id(uuid, PhantomData)
    }

    /// The UUID itself, for storage.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }
}

/// The UUID, version 5, of a thing: `lineage` is the namespace, `kind:code` the name.
///
/// The code is trimmed; nothing else of it is changed, since codes are compared as written.
#[must_use]
pub fn derive(lineage: Uuid, kind: &str, code: &str) -> Uuid {
    let mut hash = Sha1::new();
    hash.update(lineage.as_bytes());
    hash.update(kind.as_bytes());
    hash.update(b":");
    hash.update(code.trim().as_bytes());
    let digest: [u8; 20] = hash.finalize().into();
    // INVARIANT: a version 5 identifier is made of the first sixteen bytes of the digest.
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, hashed)| *byte = hashed);
    Builder::from_sha1_bytes(bytes).into_uuid()
}

// Written by hand: derived impls would ask the same of `K`, which is never held.
impl<K: ?Sized> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K: ?Sized> Copy for Id<K> {}
impl<K: ?Sized> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K: ?Sized> Eq for Id<K> {}
impl<K: ?Sized> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K: ?Sized> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K: ?Sized> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K: ?Sized> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<K: ?Sized> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::derive;

    /// What another implementation of RFC 9562 gives: Python's `uuid.uuid5(NAMESPACE_DNS, "program:1.02.02")`.
    #[test]
    fn identifiers_are_those_of_the_standard() {
        let dns = uuid::Uuid::from_u128(0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8);
        assert_eq!(derive(dns, "program", "1.02.02").to_string(), "c7dfc433-77e9-5ed3-8ef9-6738cfd5bfc3");
    }
}
