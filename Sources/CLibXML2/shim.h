#pragma once
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/relaxng.h>

/* xmlFree is a mutable C global, which Swift 6 refuses to read. */
static inline void keten_xml_free(void *pointer) { xmlFree(pointer); }
