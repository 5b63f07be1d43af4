"""Numbers with units, as limits of interpreters and arenas are written."""

SIZES = {'b': 1}
for _power, _letter in enumerate('kmgt', 1):
    SIZES[_letter] = SIZES[_letter + 'ib'] = 1024 ** _power
    SIZES[_letter + 'b'] = 1000 ** _power
del _power, _letter


def with_unit(name, value, units, example):
    """The number that a text such as '200ms' says; name and example are for the error message."""
    text = value.strip().replace('_', '')
    digits = len(text)
    while digits and not (text[digits - 1].isdigit() or text[digits - 1] == '.'):
        digits -= 1
    unit = text[digits:].strip()
    factor = units.get(unit.lower() if units is SIZES else unit)
    try:
        number = float(text[:digits])
    except ValueError:
        factor = None
    if factor is None:
        raise ValueError(f'{name}: {value!r} is not understood; write a number, or a text such as {example}')
    return number * factor


def size(name, value):
    """A size in bytes, given as a number or as a text such as '64MB'."""
    if isinstance(value, str):
        number = with_unit(name, value, SIZES, "'64MB' or '1.5GiB'")
    elif isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} must be a number of bytes or a text such as '64MB', not {type(value).__name__}")
    else:
        number = value
    if not 0 < number < 2 ** 63:
        raise ValueError(f'{name} must be more than 0 bytes and less than 8 EiB, got {value!r}')
    return int(number)
