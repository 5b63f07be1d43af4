/// Message digests and the modules `_hashlib`, `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2` and `_hmac` over them. Compare CPython
/// `Modules/_hashopenssl.c`, `md5module.c`, `sha1module.c`, `sha2module.c`, `sha3module.c`, `blake2module.c`, `hmacmodule.c`.
package org.atoll.runtime.modules.hash;
