/// The module `binascii`. Compare CPython `Modules/binascii.c`.
package org.atoll.runtime.modules.binascii;
