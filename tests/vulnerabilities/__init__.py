"""One file for each class of vulnerability that was published for desks like this one: the class, on our addresses.

Each names what was found elsewhere. What the rest of the suite already covers is named there and not repeated.
"""
