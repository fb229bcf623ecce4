print("keten")
