# One revision of Slices for its parts.
{ fetchgit }:

fetchgit {
  url = "https://tangled.org/@slices.network/slices";
  rev = "0a876a16d49c596d779d21a80a9ba0822f9d571f";
  sha256 = "0wk6n082w9vdxfp549ylffnz0arwi78rlwai4jhdlvq3cr0547k8";
}
