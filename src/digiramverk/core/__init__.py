"""The ground floor: places in files, diagnostics, the table of codes, errors and output.

Every other room may import this one; this one imports only the standard library and attrs. Any problem
becomes a :class:`~digiramverk.core.diagnostic.Diagnostic`: a code, a place and the values for its sentence.
The sentence itself, in Swedish and in English, is in :mod:`digiramverk.core.codes` and nowhere else.
"""

from typing import TYPE_CHECKING

from digiramverk.core.door import opening

if TYPE_CHECKING:
    from digiramverk.core.alignment import span_within
    from digiramverk.core.cell_text import CONTROLS, GUARDED, RISKY, SafeCells, unguarded
    from digiramverk.core.clean_text import DOUBTFUL, FILLED, clean, folded, outline
    from digiramverk.core.codes.code import Severity
    from digiramverk.core.diagnostic import Diagnostic, Findings, Path, in_order
    from digiramverk.core.errors import (
        EXIT_COUNTEREXAMPLE,
        EXIT_FINE,
        EXIT_OUR_BUG,
        EXIT_WRONG_INPUT,
        EXIT_WRONG_USAGE,
        DefinitionError,
        DigiramverkError,
        EvaluationError,
        InputError,
        InternalError,
        MissingExtraError,
        NotFoundError,
        PluginConflictError,
    )
    from digiramverk.core.exact_numbers import exact_text, nearest_float
    from digiramverk.core.extras import needing, problem_of
    from digiramverk.core.foreign_code import cause_of, from_keyboard
    from digiramverk.core.language import (
        DEFAULT_LANGUAGE,
        LANGUAGES,
        AnyOf,
        Counted,
        Language,
        Names,
        Numbered,
        TitleList,
        Titles,
        Word,
        choose_language,
        visible,
    )
    from digiramverk.core.latest import Latest
    from digiramverk.core.nearest_words import near
    from digiramverk.core.output_file import (
        errors_of,
        refuse_filled,
        refuse_inputs,
        replace_file,
        tidy_when_stopped,
        whole,
        write_files,
    )
    from digiramverk.core.output_stream import (
        STEERING,
        PrintingError,
        ReaderGoneError,
        harmless,
        reserve_streams,
        say,
    )
    from digiramverk.core.place import Source, Span, character_at, whole_span
    from digiramverk.core.snippet import render, render_all
    from digiramverk.core.system_words import reason_of
    from digiramverk.core.vocabulary import WORDS, word
else:
    __getattr__, __dir__ = opening(__name__)
