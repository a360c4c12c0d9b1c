"""Numbers and their pictures: each number is a question that a list of cases can answer.

The unit is the case (zaak): a set of questions with its notices of delay and its answers. All that
is counted comes from one `Table` of cases, kept in memory as long as the archive is the same; a
`Choice` says which cases a number counts, and the list of these is the answer to that question.
"""
