"""What is wrong with the input, collected so that all of it is told at once."""


class Refused(Exception):
    """The input cannot be used. Its text is what a person reads; nothing was written."""


class Faults:
    def __init__(self):
        self.texts = []

    def add(self, file, row, column, found, expected, remedy):
        """One fault: where it is, what stands there, what should, and what to do about it."""
        place = file if row is None else f"{file}, row {row}"
        if column:
            place += f", column {column}"
        text = (f"refused   {place}\n"
                f"  found     {found}\n"
                f"  expected  {expected}\n"
                f"  remedy    {remedy}")
        if text not in self.texts:  # a cell that is read twice is wrong once
            self.texts.append(text)

    def stop_if_any(self):
        if self.texts:
            many = f"{len(self.texts)} fault{'s' if len(self.texts) > 1 else ''}"
            raise Refused("\n".join(self.texts) + f"\n{many}; nothing was written.")
