"""`python -m digiramverk`."""

from digiramverk.cli import main

if __name__ == "__main__":
    main()
