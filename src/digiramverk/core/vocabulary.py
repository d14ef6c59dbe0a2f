"""The translated words that messages and displays consist of."""

from collections.abc import Mapping
from typing import Final

from digiramverk.core.language import Language

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    # severities
    "error": {"sv": "fel", "en": "error"},
    "warning": {"sv": "varning", "en": "warning"},
    "note": {"sv": "notis", "en": "note"},
    # kinds of value in a file
    "array": {"sv": "en lista", "en": "a list"},
    "boolean": {"sv": "true eller false", "en": "true or false"},
    "integer": {"sv": "ett heltal", "en": "a whole number"},
    "null": {"sv": "tomt", "en": "nothing"},
    "number": {"sv": "ett tal", "en": "a number"},
    "object": {"sv": "rader på formen nyckel: värde", "en": "lines of the form key: value"},
    "string": {"sv": "text", "en": "text"},
    "or": {"sv": "eller", "en": "or"},
    # bounds of a number
    "minimum": {"sv": "minst", "en": "at least"},
    "maximum": {"sv": "högst", "en": "at most"},
    "exclusiveMinimum": {"sv": "större än", "en": "more than"},
    "exclusiveMaximum": {"sv": "mindre än", "en": "less than"},
    # types of the rule language
    "type_boolean": {"sv": "ett ja/nej-värde", "en": "a yes/no value"},
    "type_number": {"sv": "ett tal", "en": "a number"},
    "type_text": {"sv": "en text", "en": "a text"},
    "type_member": {"sv": "ett namn ur en lista", "en": "a name from a list"},
    # units of numbers
    "unit_fraction": {"sv": "en andel", "en": "a share"},
    "unit_points": {"sv": "poäng", "en": "points"},
    "unit_count": {"sv": "ett antal", "en": "a count"},
    # what a name refers to
    "case": {"sv": "fall", "en": "case"},
    "area": {"sv": "område", "en": "area"},
    "attribute": {"sv": "attribut", "en": "attribute"},
    "facet": {"sv": "facett", "en": "facet"},
    "key": {"sv": "nyckel", "en": "key"},
    "targets": {"sv": "målvärde", "en": "target"},
    "scoring": {"sv": "räknesätt", "en": "scoring"},
    "law": {"sv": "lag", "en": "law"},
    "action_plan": {"sv": "handlingsplan", "en": "action plan"},
    "forms_that_count": {"sv": "formulär som räknas", "en": "forms that count"},
    "number_stated": {"sv": "tal", "en": "number"},
    "framework": {"sv": "ramverk", "en": "framework"},
    "goal": {"sv": "mål", "en": "goal"},
    "group": {"sv": "grupp", "en": "group"},
    "indicator": {"sv": "indikator", "en": "indicator"},
    "level": {"sv": "svarsnivå", "en": "level"},
    "member": {"sv": "medlem", "en": "member"},
    "measure": {"sv": "mått", "en": "measure"},
    "bands": {"sv": "banden", "en": "bands"},
    "table": {"sv": "tabellen", "en": "table"},
    "param": {"sv": "parameter", "en": "parameter"},
    "role": {"sv": "roll", "en": "role"},
    "report": {"sv": "rapport", "en": "report"},
    "responsibility": {"sv": "ansvar", "en": "responsibility"},
    "rule": {"sv": "regel", "en": "rule"},
    "scale": {"sv": "skala", "en": "scale"},
    "school_form": {"sv": "skolform", "en": "school form"},
    "source": {"sv": "källa", "en": "source"},
    "step": {"sv": "steg", "en": "step"},
    "response": {"sv": "svar", "en": "response"},
    "round": {"sv": "omgång", "en": "round"},
    "published": {"sv": "publicerad", "en": "published"},
    "unit": {"sv": "enhet", "en": "unit"},
    "organiser": {"sv": "huvudman", "en": "organiser"},
    # grains
    "and": {"sv": "och", "en": "and"},
    "whole_result": {"sv": "hela resultatet", "en": "the whole result"},
    # displays
    "yes": {"sv": "ja", "en": "yes"},
    "no": {"sv": "nej", "en": "no"},
    "none": {"sv": "inget", "en": "none"},
    # places in a table
    "line": {"sv": "rad", "en": "line"},
    "line_several": {"sv": "rad", "en": "lines"},
    "column": {"sv": "kolumn", "en": "column"},
    "column_several": {"sv": "kolumn", "en": "columns"},
    "row": {"sv": "rad", "en": "row"},
    "row_several": {"sv": "rad", "en": "rows"},
    # why forms do not count
    "is_not_published": {"sv": "är inte publicerat", "en": "is not published"},
    "is_not_published_several": {"sv": "är inte publicerade", "en": "are not published"},
    "has_no": {"sv": "saknar {0}", "en": "has no {0}"},
    "has_no_several": {"sv": "saknar {0}", "en": "have no {0}"},
    "has": {"sv": "har {0} {1}", "en": "has {0} {1}"},
    "has_several": {"sv": "har {0} {1}", "en": "have {0} {1}"},
    "does_not_meet": {"sv": "uppfyller inte {0}", "en": "does not meet {0}"},
    "does_not_meet_several": {"sv": "uppfyller inte {0}", "en": "do not meet {0}"},
    # kinds of templates, and places of marks in them
    "template_old_word": {
        "sv": "ett äldre Word-dokument (.doc) eller ett med lösenord",
        "en": "an old Word document (.doc) or one with a password",
    },
    "template_pdf": {"sv": "ett PDF-dokument", "en": "a PDF document"},
    "template_rtf": {"sv": "ett RTF-dokument", "en": "an RTF document"},
    "template_html": {"sv": "en webbsida", "en": "a web page"},
    "template_xml": {"sv": "en XML-fil", "en": "an XML file"},
    "template_opendocument": {"sv": "ett OpenDocument-dokument (.odt)", "en": "an OpenDocument file (.odt)"},
    "template_office": {"sv": "en kalkyl eller en presentation", "en": "a workbook or a presentation"},
    "template_strict": {"sv": "sparad som Strict Open XML", "en": "saved as Strict Open XML"},
    "template_cut": {"sv": "skadad eller avbruten", "en": "damaged or cut off"},
    "template_large": {"sv": "för stor när den packas upp", "en": "too large when it is unpacked"},
    "template_odd": {"sv": "byggd på ett ovanligt sätt", "en": "built in an unusual way"},
    "template_sentence": {"sv": "i ett stycke med annan text", "en": "in a paragraph with other text"},
    "template_cell": {"sv": "i en tabell", "en": "in a table"},
    "template_box": {"sv": "i en textruta", "en": "in a text box"},
    "template_margin": {"sv": "i sidhuvud, sidfot eller noter", "en": "in a header, a footer or notes"},
    # sentences
    "no_names": {"sv": "inga", "en": "none"},
    # reasons of the system for not opening, reading or writing a file
    "no_permission": {"sv": "åtkomst nekad", "en": "permission denied"},
    "links_in_a_ring": {"sv": "länkarna leder runt i en cirkel", "en": "its links form a loop"},
    "name_too_long": {"sv": "namnet är för långt", "en": "the name is too long"},
    "no_such_name": {"sv": "inga filer kan heta så", "en": "no file can have that name"},
    "device_fails": {"sv": "lagringsenheten svarar inte", "en": "the storage device does not answer"},
    "too_many_open": {"sv": "för många filer är öppna", "en": "too many files are open"},
    "no_room": {"sv": "det finns inget utrymme kvar", "en": "there is no space left"},
    "file_too_large": {"sv": "filen blir för stor", "en": "the file becomes too large"},
    "all_read_only": {"sv": "allt där är skrivskyddat", "en": "everything there is read-only"},
    "no_such_place": {"sv": "platsen finns inte", "en": "there is no such place"},
    "in_use": {"sv": "något annat program använder den", "en": "another program is using it"},
    "output_closed": {"sv": "utmatningen är stängd", "en": "the output is closed"},
    "reader_slow": {"sv": "mottagaren hinner inte med", "en": "the receiver cannot keep up"},
    "reader_gone": {"sv": "mottagaren har slutat läsa", "en": "the receiver has stopped reading"},
    "system_refuses": {"sv": "datorn tillåter det inte", "en": "the system does not allow it"},
    # parts of a file of which there can be too many
    "parts_of_workbook": {"sv": "filer i arbetsboken", "en": "files in the workbook"},
    "bytes_unpacked": {"sv": "byte när den packas upp", "en": "bytes when it is unpacked"},
    "bytes_unpacked_of_one": {
        "sv": "byte i en av arbetsbokens filer",
        "en": "bytes in one of the workbook's files",
    },
    "cells_of_sheet": {"sv": "celler på ett blad", "en": "cells on a sheet"},
    "texts_of_workbook": {"sv": "texter i arbetsboken", "en": "texts in the workbook"},
    "elements_of_workbook": {
        "sv": "XML-element i en av arbetsbokens filer",
        "en": "XML elements in one of the workbook's files",
    },
    "bytes_of_text": {"sv": "byte text på ett blad", "en": "bytes of text on a sheet"},
    "sheets_of_workbook": {"sv": "blad", "en": "sheets"},
    "columns_of_table": {"sv": "kolumner", "en": "columns"},
    "rows_of_table": {"sv": "rader", "en": "rows"},
    "bytes_of_row": {"sv": "byte på en rad", "en": "bytes in a line"},
    # kinds of files
    "kind_xlsx": {"sv": "en Excel-arbetsbok (.xlsx)", "en": "an Excel workbook (.xlsx)"},
    "kind_xlsb": {"sv": "en binär Excel-arbetsbok (.xlsb)", "en": "a binary Excel workbook (.xlsb)"},
    "kind_xls": {
        "sv": "en arbetsbok från en äldre version av Excel (.xls)",
        "en": "a workbook from an older version of Excel (.xls)",
    },
    "kind_ods": {"sv": "ett kalkylark från LibreOffice (.ods)", "en": "a LibreOffice spreadsheet (.ods)"},
    "kind_docx": {"sv": "ett Word-dokument (.docx)", "en": "a Word document (.docx)"},
    "kind_zip": {"sv": "ett zip-arkiv", "en": "a zip archive"},
    "kind_gzip": {"sv": "en gzip-komprimerad fil", "en": "a file compressed with gzip"},
    "kind_parquet": {"sv": "en Parquet-fil", "en": "a Parquet file"},
    "kind_pdf": {"sv": "en PDF", "en": "a PDF"},
    "kind_html": {"sv": "en webbsida (HTML)", "en": "a web page (HTML)"},
    "kind_picture": {"sv": "en bild", "en": "a picture"},
    "kind_text": {"sv": "en textfil, som CSV", "en": "a text file, such as CSV"},
    "kind_empty": {"sv": "tom", "en": "empty"},
    "kind_unknown": {"sv": "av ett okänt slag", "en": "of an unknown kind"},
}


def word(key: str, language: Language) -> str:
    """Return the word for `key`; the key itself if it has no translation, as an author's own dimension."""
    forms = WORDS.get(key)
    return key if forms is None else forms[language]
