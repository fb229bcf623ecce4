import Testing

@testable import KetenSource

struct GoldenTests {
  @Test func json() {
    let expected = #"""
      [
        {
          "code": "K106",
          "name": "unknown-element",
          "severity": "error",
          "path": "ketens/a b&ü:1.chain.xml",
          "start": {
            "offset": 14,
            "line": 2,
            "column": 3
          },
          "end": {
            "offset": 19,
            "line": 2,
            "column": 8
          },
          "message": "unknown element 'stepp': did you mean \"step\" & <b>100%</b>,\nreally",
          "notes": [
            {
              "path": "ketens/a b&ü:1.chain.xml",
              "message": "the list of steps"
            },
            {
              "path": "ketens/a b&ü:1.chain.xml",
              "start": {
                "offset": 44,
                "line": 2,
                "column": 19
              },
              "end": {
                "offset": 50,
                "line": 2,
                "column": 21
              },
              "message": "needed by this"
            }
          ],
          "fixIts": [
            {
              "message": "replace by 'step'",
              "edits": [
                {
                  "start": {
                    "offset": 14,
                    "line": 2,
                    "column": 3
                  },
                  "end": {
                    "offset": 19,
                    "line": 2,
                    "column": 8
                  },
                  "replacement": "step"
                }
              ]
            },
            {
              "message": "remove the quotes",
              "edits": [
                {
                  "start": {
                    "offset": 55,
                    "line": 2,
                    "column": 26
                  },
                  "end": {
                    "offset": 58,
                    "line": 2,
                    "column": 29
                  },
                  "replacement": "\"x\""
                },
                {
                  "start": {
                    "offset": 24,
                    "line": 2,
                    "column": 13
                  },
                  "end": {
                    "offset": 26,
                    "line": 2,
                    "column": 14
                  },
                  "replacement": ""
                }
              ]
            }
          ]
        },
        {
          "code": "K106",
          "name": "unknown-element",
          "severity": "error",
          "path": "empty.chain.xml",
          "start": {
            "offset": 0,
            "line": 1,
            "column": 1
          },
          "end": {
            "offset": 0,
            "line": 1,
            "column": 1
          },
          "message": "the file is empty",
          "notes": [],
          "fixIts": []
        }
      ]

      """#
    expect(renderJSON([Awkward.misspelt, Awkward.nothing]), is: expected)
    #expect(renderJSON([]) == "[]\n")
  }

  @Test func sarif() {
    let expected = #"""
      {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
            "tool": {
              "driver": {
                "name": "Keten",
                "semanticVersion": "0.1.0",
                "rules": [
                  {
                    "id": "K106",
                    "name": "unknown-element",
                    "shortDescription": {
                      "text": "unknown element"
                    },
                    "defaultConfiguration": {
                      "level": "error"
                    }
                  },
                  {
                    "id": "K503",
                    "name": "dead-end",
                    "shortDescription": {
                      "text": "dead end"
                    },
                    "defaultConfiguration": {
                      "level": "error"
                    }
                  },
                  {
                    "id": "K901",
                    "name": "title",
                    "shortDescription": {
                      "text": "title"
                    },
                    "defaultConfiguration": {
                      "level": "note"
                    }
                  }
                ]
              }
            },
            "columnKind": "utf16CodeUnits",
            "results": [
              {
                "ruleId": "K503",
                "ruleIndex": 1,
                "level": "error",
                "message": {
                  "text": "after this run nothing can happen: {{a: 1}}"
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                      },
                      "region": {
                        "startLine": 4,
                        "startColumn": 5,
                        "endLine": 4,
                        "endColumn": 10,
                        "byteOffset": 71,
                        "byteLength": 5
                      }
                    }
                  }
                ],
                "codeFlows": [
                  {
                    "threadFlows": [
                      {
                        "locations": [
                          {
                            "location": {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                                },
                                "region": {
                                  "startLine": 1,
                                  "startColumn": 1,
                                  "endLine": 1,
                                  "endColumn": 8,
                                  "byteOffset": 3,
                                  "byteLength": 7
                                }
                              },
                              "message": {
                                "text": "first 'a'"
                              }
                            }
                          },
                          {
                            "location": {
                              "physicalLocation": {
                                "artifactLocation": {
                                  "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                                },
                                "region": {
                                  "startLine": 6,
                                  "startColumn": 8,
                                  "endLine": 6,
                                  "endColumn": 12,
                                  "byteOffset": 94,
                                  "byteLength": 4
                                }
                              },
                              "message": {
                                "text": "then 'b'"
                              }
                            }
                          }
                        ]
                      }
                    ]
                  }
                ]
              },
              {
                "ruleId": "K106",
                "ruleIndex": 0,
                "level": "error",
                "message": {
                  "text": "unknown element 'stepp': did you mean \"step\" & <b>100%</b>,\nreally"
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                      },
                      "region": {
                        "startLine": 2,
                        "startColumn": 3,
                        "endLine": 2,
                        "endColumn": 8,
                        "byteOffset": 14,
                        "byteLength": 5
                      }
                    }
                  }
                ],
                "relatedLocations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                      }
                    },
                    "message": {
                      "text": "the list of steps"
                    }
                  },
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                      },
                      "region": {
                        "startLine": 2,
                        "startColumn": 22,
                        "endLine": 2,
                        "endColumn": 24,
                        "byteOffset": 44,
                        "byteLength": 6
                      }
                    },
                    "message": {
                      "text": "needed by this"
                    }
                  }
                ],
                "fixes": [
                  {
                    "description": {
                      "text": "replace by 'step'"
                    },
                    "artifactChanges": [
                      {
                        "artifactLocation": {
                          "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                        },
                        "replacements": [
                          {
                            "deletedRegion": {
                              "startLine": 2,
                              "startColumn": 3,
                              "endLine": 2,
                              "endColumn": 8,
                              "byteOffset": 14,
                              "byteLength": 5
                            },
                            "insertedContent": {
                              "text": "step"
                            }
                          }
                        ]
                      }
                    ]
                  },
                  {
                    "description": {
                      "text": "remove the quotes"
                    },
                    "artifactChanges": [
                      {
                        "artifactLocation": {
                          "uri": "ketens/a%20b%26%C3%BC%3A1.chain.xml"
                        },
                        "replacements": [
                          {
                            "deletedRegion": {
                              "startLine": 2,
                              "startColumn": 29,
                              "endLine": 2,
                              "endColumn": 32,
                              "byteOffset": 55,
                              "byteLength": 3
                            },
                            "insertedContent": {
                              "text": "\"x\""
                            }
                          },
                          {
                            "deletedRegion": {
                              "startLine": 2,
                              "startColumn": 13,
                              "endLine": 2,
                              "endColumn": 14,
                              "byteOffset": 24,
                              "byteLength": 2
                            }
                          }
                        ]
                      }
                    ]
                  }
                ]
              }
            ]
          }
        ]
      }

      """#
    let log = renderSARIF([Awkward.run, Awkward.misspelt], version: "0.1.0", rules: [Awkward.title])
    expect(log, is: expected)
  }
}
