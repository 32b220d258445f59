"""Reads and parses one export several times with whatstk and prints the processor time of each round.

The format of the headers is given, so that the peer need not search for it. The first round is not printed.
Usage: parse.py FILE ROUNDS HEADER-FORMAT
"""

import json
import sys
import time

from whatstk.whatsapp.parser import df_from_whatsapp

file, rounds, header = sys.argv[1], int(sys.argv[2]), sys.argv[3]
cpu_seconds = []
messages = 0
for round_number in range(rounds + 1):
    before = time.process_time()
    frame = df_from_whatsapp(file, auto_header=False, hformat=header, max_size=None)
    spent = time.process_time() - before
    messages = len(frame)
    if round_number > 0:
        cpu_seconds.append(spent)
print(json.dumps({"cpu_seconds": cpu_seconds, "messages": messages}))
