"""Full disks, rights that go, folders that vanish, two programs at once, clocks that jump.

    python -m tools.disk_faults [ROUNDS]

Every way the program writes anything is tried on disks with ever so little room, on one that can
only be read, and with the rights or the folder gone before it or in the middle of it. Whatever
happens, nothing that was there may be lost, what was said to be saved has to be there, nothing may
stand half written under its name, and no error may be anything but plain words. With the fault
gone, the same has to work.
"""
