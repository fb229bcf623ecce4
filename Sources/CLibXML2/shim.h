#pragma once
#include <libxml/xmlversion.h>
/* Debian's headers pull in ICU's, whose types clash with those of Foundation's own copy. Only a struct that Keten never
   looks into depends on it. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/relaxng.h>

/* xmlFree is a mutable C global, which Swift 6 refuses to read. */
static inline void keten_xml_free(void *pointer) { xmlFree(pointer); }
