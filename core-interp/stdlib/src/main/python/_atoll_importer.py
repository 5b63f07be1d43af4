"""Finds the modules of the standard library that were compiled at build time.

A path hook claims the folder `lib/python3.14` of the prefix, and the folders of the packages below it, for a finder that
asks the index of compiled modules instead of the file system. So the order of sys.path holds: what stands in front of
the library shadows it, as on CPython.
"""
import sys
import _imp
import _frozen_importlib_external as _external
import posix
from _frozen_importlib_external import FileFinder, SourceFileLoader, spec_from_file_location


# What CPython freezes into its executable: tracebacks name these places so, and show no source lines of them.
_FROZEN = {'_collections_abc', '_sitebuiltins', 'abc', 'codecs', 'genericpath', 'importlib.machinery', 'importlib.util',
           'io', 'ntpath', 'os', 'posixpath', 'runpy', 'site', 'stat'}


def _spawn_processes(context):
    """Leave multiprocessing the one way to start processes that there is: a Java virtual machine cannot fork."""
    spawn = context._concrete_contexts['spawn']

    def refuse(self):
        raise ValueError(f"{self._name} start method not available: a Java virtual machine cannot fork; use 'spawn'")

    def get_all_start_methods(self):
        """Returns a list of the supported start methods, default first."""
        return [spawn._name]

    context.ForkContext._check_available = context.ForkServerContext._check_available = refuse
    context.DefaultContext.get_all_start_methods = get_all_start_methods
    context._default_context = context.DefaultContext(spawn)


def _ask_natively(genericpath):
    """Has the runtime answer what needs no more than a file's kind, as on Windows."""
    for name in 'exists', 'lexists', 'isfile', 'isdir', 'islink':
        setattr(genericpath, name, getattr(posix, '_path_' + name))


def _speed_up_pools(module):
    """Has the runtime do what every task of an executor goes through."""
    import _atoll_pools
    _atoll_pools.adapt(module)


# What differs from CPython in modules of the library, by module.
_ADAPTED = {'concurrent.futures._base': _speed_up_pools, 'concurrent.futures.interpreter': _speed_up_pools,
            'concurrent.futures.thread': _speed_up_pools, 'genericpath': _ask_natively,
            'multiprocessing.context': _spawn_processes}


class LibraryLoader(SourceFileLoader):
    """Loads a module whose code was compiled at build time; the source file is there for those who read it."""

    def get_code(self, fullname):
        frozen = fullname in _FROZEN and sys._xoptions.get('frozen_modules') != 'off'
        return _imp._stdlib_code(fullname, f'<frozen {fullname}>' if frozen else self.path, self.path)

    def set_data(self, path, data, *, _mode=0o666):
        pass


class AdaptingLoader(LibraryLoader):
    """Loads a module of the library that is not left quite as CPython has it."""

    def exec_module(self, module):
        super().exec_module(module)
        _ADAPTED[self.name](module)


class LibraryFinder:
    """The path entry finder of one folder of the library."""

    def __init__(self, path, prefix):
        self.path = path
        self._prefix = prefix
        self._others = None

    def find_spec(self, fullname, target=None):
        name = self._prefix + fullname.rpartition('.')[2]
        found = _imp._find_stdlib(name) if name == fullname else None
        if found is None:
            return self._on_disk(fullname, target)
        path, is_package = found
        location = sys._stdlib_dir + '/' + path
        folder = [location.rpartition('/')[0]] if is_package else None
        loader = (AdaptingLoader if fullname in _ADAPTED else LibraryLoader)(fullname, location)
        return spec_from_file_location(fullname, location, loader=loader,
                                       submodule_search_locations=folder)

    def iter_modules(self, prefix=''):
        """Tells pkgutil of the modules whose sources lie in the folder."""
        import pkgutil
        return pkgutil.iter_importer_modules(self._files(), prefix) if sys.prefix else []

    def _on_disk(self, fullname, target):
        # Without sources the folder only stands for the compiled library.
        return self._files().find_spec(fullname, target) if sys.prefix else None

    def _files(self):
        if self._others is None:
            from _frozen_importlib_external import _get_supported_file_loaders
            self._others = FileFinder(self.path, *_get_supported_file_loaders())
        return self._others

    def invalidate_caches(self):
        if self._others is not None:
            self._others.invalidate_caches()


def _hook(path):
    library = sys._stdlib_dir
    if path == library:
        return LibraryFinder(path, '')
    if path.startswith(library + '/'):
        package = path[len(library) + 1:].replace('/', '.')
        found = _imp._find_stdlib(package)
        if found is not None and found[1]:
            return LibraryFinder(path, package + '.')
    raise ImportError('not a folder of the standard library', path=path)


def _archive_hook(path):
    """Leaves what lies in a file, as `a.zip/package`, to zipimport, which is imported only then."""
    place = path
    while place and not posix._path_exists(place):
        place = place.rpartition('/')[0]
    if not place or not posix._path_isfile(place):
        raise ImportError('not in an archive', path=path)
    from zipimport import zipimporter
    return zipimporter(path)


def _path_isdir(path):
    return posix._path_isdir(path or posix.getcwd())


def _refuse_extensions():
    """Has an import that finds nothing but a C extension say so; a Python module of the same name comes first."""
    suffixes = [f'.{sys.implementation.cache_tag.replace("atoll", "cpython")}-{sys.implementation._multiarch}.so', '.abi3.so', '.so']
    sys.path_hooks[-1] = FileFinder.path_hook(*_external._get_supported_file_loaders(), (_external.ExtensionFileLoader, suffixes))


def install():
    _refuse_extensions()
    _external._path_stat = posix._path_summary
    _external._path_isfile = posix._path_isfile
    _external._path_isdir = _path_isdir
    sys.path_hooks.insert(0, _archive_hook)
    sys.path_hooks.insert(0, _hook)
