"""What a person is told about each fault: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from backrehab.storage.faults import Fault

DIARY: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.SQLITE_TOO_OLD: (
            "BackRehab can't keep a diary on this computer yet: the SQLite it came with is older "
            "than 3.37. Nothing was changed. Ask somebody to install a newer Python. The diary's "
            "place is {file}."
        ),
        Fault.IS_A_FOLDER: (
            "There is a folder where your diary should be: {file}. Nothing was changed. "
            "Give that folder another name, then try again."
        ),
        Fault.NO_FILE_NAME: (
            "Your diary can't be kept at {file}: what has that name is no ordinary file, or the "
            "name is too long. Nothing was changed. Choose another folder, then start BackRehab "
            "again."
        ),
        Fault.NOT_A_DATABASE: (
            "The file {file} is not a diary, or it has been spoilt. It was left just as it is. "
            "When you next start BackRehab, it looks for what can be saved and for copies."
        ),
        Fault.SEALED: (
            "Your diary {file} is under a passphrase, or it has been spoilt. It was left just as "
            "it is. Tell its passphrase, then it opens."
        ),
        Fault.STRANGER: (
            "The file {file} belongs to another program. It was left just as it is. "
            "Move it to another folder, then try again to begin a new diary."
        ),
        Fault.NEWER: (
            "Your diary {file} was written by a newer BackRehab than this one. It is safe and was "
            "left just as it is. Install the newest BackRehab, then open it again."
        ),
        Fault.DAMAGED: (
            "Part of your diary {file} can't be read any more. It was left just as it is, so that "
            "as much as possible can be saved from it. Please make a copy of the file before you "
            "do anything else with it. When you next start BackRehab, it looks for what can be "
            "saved and for copies."
        ),
        Fault.NOT_MIGRATED: (
            "Your diary {file} comes from an older BackRehab and couldn't be brought up to date. "
            "It is safe and was left just as it is. Keep using the older BackRehab for now, and "
            "please tell us about this."
        ),
        Fault.LOCKED: (
            "Another program is using your diary {file}, so nothing can be written to it now. "
            "What it holds is safe. Close the other program, then try again."
        ),
        Fault.FULL: (
            "The disk is full, so nothing more fits into your diary {file}. What was kept before "
            "is safe. Make some room on the disk, then try again."
        ),
        Fault.NOT_ALLOWED: (
            "BackRehab is not allowed to write to your diary {file}, or to its folder. "
            "What it holds is safe. Allow this user to change the file and its folder, or start "
            "BackRehab with another folder, then try again."
        ),
        Fault.NO_FOLDER: (
            "There is no folder for your diary, and none can be made: {file}. Nothing was "
            "changed. Put the folder back, or plug its disk in, then try again."
        ),
        Fault.GONE: (
            "Your diary is no longer at {file}: the file or its folder was moved, taken away or "
            "put back from somewhere else. What was kept before is still in that file, wherever "
            "it is now. Put it back, then try again."
        ),
        Fault.LOST: (
            "Your diary {file} is gone, or nothing is left in it, though it was there before. "
            "Nothing was changed. Put the file back where it was, or start BackRehab: it looks "
            "for what can be saved and for copies."
        ),
        Fault.DISK: (
            "The disk gave a fault while your diary {file} was being read or written. What was "
            "kept before should still be there. Look at whether the disk is plugged in, then "
            "try again."
        ),
    }
)
"""Of the diary; every fault has words. `{file}` is the diary's whole path."""

EXPORT: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.IS_A_FOLDER: (
            "{file} is a folder, so no file can be written there. Nothing was changed. "
            "Choose a name for the file, then try again."
        ),
        Fault.NO_FILE_NAME: (
            "Nothing can be written at {file}: what has that name is no ordinary file, or the "
            "name is too long. Nothing was changed. Choose another name, then try again."
        ),
        Fault.NO_FOLDER: (
            "There is no folder to write {file} into. Nothing was changed. "
            "Choose another folder, then try again."
        ),
        Fault.GONE: (
            "There is no folder to write {file} into. Nothing was changed. "
            "Choose another folder, then try again."
        ),
        Fault.NOT_ALLOWED: (
            "BackRehab is not allowed to write {file}. Your diary is safe, and a file that was "
            "there before is as it was. If it is open in another program, close it there; "
            "otherwise choose another folder, then try again."
        ),
        Fault.FULL: (
            "The disk is full, so {file} couldn't be written. Your diary is safe, and a file that "
            "was there before is as it was. Make some room on the disk or choose another one, "
            "then try again."
        ),
        Fault.DISK: (
            "The disk gave a fault while {file} was being written. Your diary is safe, and a file "
            "that was there before is as it was. Choose another folder, then try again."
        ),
    }
)
"""Of a file for the outside; the faults a disk can give."""

PROGRAMME: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.IS_A_FOLDER: "there is a folder in its place",
        Fault.NO_FILE_NAME: "what has its name is no ordinary file",
        Fault.NO_FOLDER: "there is no folder for it",
        Fault.GONE: "there is no folder for it",
        Fault.NOT_ALLOWED: "BackRehab is not allowed to write it",
        Fault.FULL: "the disk is full",
        Fault.DISK: "the disk gave a fault",
    }
)
"""Of the programme's file, to be put into a sentence; the faults a disk can give."""

PASSPHRASE_FILE: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.IS_A_FOLDER: "it is a folder",
        Fault.NO_FILE_NAME: "its name is too long, or links lead in a circle there",
        Fault.NO_FOLDER: "there is no such file",
        Fault.GONE: "there is no such file",
        Fault.NOT_ALLOWED: "BackRehab is not allowed to read it",
        Fault.DISK: "the disk gave a fault",
    }
)
"""Of a file that a passphrase is read from, to be put into a sentence."""

COPY_TO_READ: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.SQLITE_TOO_OLD: (
            "BackRehab can't look into {file} on this computer: the SQLite it came with is older "
            "than 3.37. Nothing was changed. Ask somebody to install a newer Python."
        ),
        Fault.IS_A_FOLDER: (
            "{file} is a folder, not a copy of a diary. Nothing was changed. "
            "Choose a file, then try again."
        ),
        Fault.NOT_A_DATABASE: (
            "{file} is not a copy of a diary, or it has been spoilt. Nothing was changed. "
            "Choose another file, then try again."
        ),
        Fault.SEALED: (
            "{file} is under another passphrase than your diary, or it has been spoilt. Nothing "
            "was changed. Tell its passphrase, or choose another copy."
        ),
        Fault.STRANGER: (
            "{file} belongs to another program. Nothing was changed. "
            "Choose another file, then try again."
        ),
        Fault.NEWER: (
            "{file} was written by a newer BackRehab than this one. Nothing was changed. "
            "Install the newest BackRehab, then try again."
        ),
        Fault.DAMAGED: (
            "Part of {file} can't be read any more. Nothing was changed. "
            "Choose another copy, then try again."
        ),
        Fault.LOCKED: (
            "Another program is using {file}. Nothing was changed. "
            "Close the other program, then try again."
        ),
        Fault.FULL: (
            "The disk is full, so {file} couldn't be looked into. Nothing was changed. "
            "Make some room on the disk, then try again."
        ),
        Fault.NOT_ALLOWED: (
            "BackRehab is not allowed to read {file}. Nothing was changed. "
            "Allow this user to read the file, then try again."
        ),
        Fault.NO_FILE_NAME: (
            "{file} can't be the name of a file: it is too long, or links lead in a circle there. "
            "Nothing was changed. Choose another file, then try again."
        ),
        Fault.NO_FOLDER: (
            "There is no file {file}. Nothing was changed. Choose another file, then try again."
        ),
        Fault.GONE: (
            "There is no file {file}. Nothing was changed. Choose another file, then try again."
        ),
        Fault.DISK: (
            "The disk gave a fault while {file} was being read. Nothing was changed. "
            "Look at whether the disk is plugged in, then try again."
        ),
    }
)
"""Of a copy that is looked into or put back."""

COPY_TO_WRITE: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.IS_A_FOLDER: (
            "{file} is a folder, so no copy can be written there. Nothing was changed. "
            "Choose a name for the file, then try again."
        ),
        Fault.NO_FILE_NAME: (
            "Nothing can be written at {file}: what has that name is no ordinary file, or the "
            "name is too long. Nothing was changed. Choose another name, then try again."
        ),
        Fault.NO_FOLDER: (
            "There is no folder to write {file} into. Nothing was changed. "
            "Choose another folder, then try again."
        ),
        Fault.GONE: (
            "There is no folder to write {file} into. Nothing was changed. "
            "Choose another folder, then try again."
        ),
        Fault.NOT_ALLOWED: (
            "BackRehab is not allowed to write {file}. Your diary is safe. "
            "Choose another folder, then try again."
        ),
        Fault.FULL: (
            "The disk is full, so the copy {file} couldn't be written. Your diary is safe. "
            "Make some room on the disk or choose another one, then try again."
        ),
        Fault.DISK: (
            "The disk gave a fault while the copy {file} was being written. Your diary is safe. "
            "Choose another folder, then try again."
        ),
    }
)
"""Of a copy that a person asks for; the faults a disk can give."""

OWN_COPY: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.NOT_ALLOWED: (
            "BackRehab can't keep copies of your diary: it is not allowed to write into {file}. "
            "Your diary itself is safe. Allow this user to change that folder."
        ),
        Fault.FULL: (
            "There is too little room on the disk for a copy of your diary. Your diary itself is "
            "safe. Make some room on the disk; the copy is then made at the next start."
        ),
        Fault.DAMAGED: (
            "Part of your diary can't be read any more, so no copy of it was made. Earlier copies "
            "are safe in {file}. Please start BackRehab again to see what can be done."
        ),
        Fault.NO_FOLDER: (
            "BackRehab can't keep copies of your diary: there is no folder for them at {file}. "
            "Your diary itself is safe."
        ),
        Fault.DISK: (
            "The disk gave a fault while a copy of your diary was being made. Your diary itself "
            "should be safe. Look at whether the disk is plugged in."
        ),
    }
)
"""Of the copies made without asking; {file} is their folder."""

COPY_ONTO_ITSELF = (
    "{file} is your diary itself, so a copy can't go there. Nothing was changed. "
    "Choose another name, then try again."
)
COPY_ONTO_A_DIARY = (
    "{file} is in use: it is a diary with copies of its own, or one of these. "
    "Nothing was changed. Choose another place, then try again."
)
COPY_ONTO_ANOTHER = (
    "{file} is there already, and it is not a copy of a diary. Nothing was changed. "
    "Choose another name, then try again."
)
NO_DIARY = "There is no diary at {file} yet, so there is nothing to copy."
RESTORE_ITSELF = (
    "{file} is your diary itself, so there is nothing to put back. Nothing was changed. "
    "Choose a copy, then try again."
)

CHANGE_DIARY: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.LOCKED: (
            "Your diary {file} is open in another window. Nothing was changed. "
            "Close BackRehab there, then try again."
        ),
        Fault.FULL: (
            "There is too little room on the disk to change your diary {file}. It was left just "
            "as it is. Make some room on the disk, then try again."
        ),
        Fault.NOT_ALLOWED: (
            "BackRehab is not allowed to change your diary {file}, or its folder. It was left "
            "just as it is. Allow this user to change them, then try again."
        ),
        Fault.NO_FOLDER: (
            "There is no folder for your diary, and none can be made: {file}. Nothing was "
            "changed. Choose another folder, then try again."
        ),
        Fault.GONE: (
            "Your diary's folder is gone: {file}. Nothing was changed. "
            "Put it back, then try again."
        ),
        Fault.IS_A_FOLDER: (
            "There is a folder where your diary should be: {file}. Nothing was changed. "
            "Give that folder another name, then try again."
        ),
        Fault.DISK: (
            "The disk gave a fault while your diary {file} was being changed. What was there "
            "before is still there. Look at whether the disk is plugged in, then try again."
        ),
    }
)
"""Of putting another diary in the place of the present one."""
