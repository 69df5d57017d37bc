print("chainwright")
