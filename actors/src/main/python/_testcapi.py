"""What tests of CPython ask of its C API and what can be answered without C: the sizes of C's numbers, interpreters and
threads that are started from outside of Python, and functions with each way to take arguments.

What speaks of C's memory and reference counts is not here, so that importing such a name raises ImportError.
"""
import _interpreters
import _testinternalcapi
import _thread
import os
import sys

CHAR_MAX, CHAR_MIN, UCHAR_MAX = 2**7 - 1, -2**7, 2**8 - 1
SHRT_MAX, SHRT_MIN, USHRT_MAX = 2**15 - 1, -2**15, 2**16 - 1
INT_MAX, INT_MIN, UINT_MAX = 2**31 - 1, -2**31, 2**32 - 1
LONG_MAX, LONG_MIN, ULONG_MAX = 2**63 - 1, -2**63, 2**64 - 1
LLONG_MAX, LLONG_MIN, ULLONG_MAX = LONG_MAX, LONG_MIN, ULONG_MAX
INT64_MAX, INT64_MIN, UINT64_MAX = LONG_MAX, LONG_MIN, ULONG_MAX
PY_SSIZE_T_MAX, PY_SSIZE_T_MIN, SIZE_MAX = LONG_MAX, LONG_MIN, ULONG_MAX
FLT_MAX, FLT_MIN = float.fromhex("0x1.fffffep+127"), float.fromhex("0x1p-126")
DBL_MAX, DBL_MIN = sys.float_info.max, sys.float_info.min
SIZEOF_VOID_P = SIZEOF_LONG = SIZEOF_SIZE_T = SIZEOF_TIME_T = 8
SIZEOF_INT = SIZEOF_WCHAR_T = 4
WITH_PYMALLOC = WITH_MIMALLOC = False

_this = sys.modules[__name__]
_temporary_thread = None


def config_get(name, /):
    """Return a setting that the process was started with."""
    if name == "code_debug_ranges":
        return "no_debug_ranges" not in sys._xoptions and not os.environ.get("PYTHONNODEBUGRANGES")
    if hasattr(sys.flags, name):
        return getattr(sys.flags, name)
    raise ValueError(f"unknown config option name: {name}")


def run_in_subinterp(code, /):
    """Run a script in an interpreter that is made for it alone; return 0, or -1 if it raised."""
    return _testinternalcapi._run_in_new_interpreter(code, _interpreters.new_config("legacy"), _interpreters.WHENCE_LEGACY_CAPI)


def W_STOPCODE(signal, /):
    """Return the status of a process that a signal has stopped."""
    return signal << 8 | 0x7f


def call_in_temporary_c_thread(callback, wait=True, /):
    """Call something on a thread that the module threading knows nothing of."""
    global _temporary_thread
    if _temporary_thread is not None:
        raise RuntimeError("_temporary_thread is already set")
    _temporary_thread = _thread.start_joinable_thread(callback)
    if wait:
        join_temporary_c_thread()


def join_temporary_c_thread():
    """Wait for the end of that thread."""
    global _temporary_thread
    thread, _temporary_thread = _temporary_thread, None
    thread.join()


def meth_varargs(*args):
    return _this, args


def meth_varargs_keywords(*args, **kwargs):
    return _this, args, kwargs


def meth_o(argument, /):
    return _this, argument


def meth_noargs():
    return _this


meth_fastcall = meth_varargs
meth_fastcall_keywords = meth_varargs_keywords


class MethInstance:
    """Methods that answer with themselves and what they are given."""

    def meth_varargs(self, /, *args):
        return self, args

    def meth_varargs_keywords(self, /, *args, **kwargs):
        return self, args, kwargs

    def meth_o(self, argument, /):
        return self, argument

    def meth_noargs(self):
        return self

    meth_fastcall = meth_varargs
    meth_fastcall_keywords = meth_varargs_keywords


class MethClass:
    """The same as methods of the class."""

    meth_varargs = classmethod(MethInstance.meth_varargs)
    meth_varargs_keywords = classmethod(MethInstance.meth_varargs_keywords)
    meth_o = classmethod(MethInstance.meth_o)
    meth_noargs = classmethod(MethInstance.meth_noargs)
    meth_fastcall = meth_varargs
    meth_fastcall_keywords = meth_varargs_keywords


class MethStatic:
    """The same as methods of nothing."""

    @staticmethod
    def meth_varargs(*args):
        return None, args

    @staticmethod
    def meth_varargs_keywords(*args, **kwargs):
        return None, args, kwargs

    @staticmethod
    def meth_o(argument, /):
        return None, argument

    @staticmethod
    def meth_noargs():
        return None

    meth_fastcall = meth_varargs
    meth_fastcall_keywords = meth_varargs_keywords
