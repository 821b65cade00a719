#pragma once

#include <QtTypes>

namespace gatehouse::json {

/// Takes out the comma after the last value of an array or object, which .NET's configuration files may have
/// and RFC 8259 has not. Knows texts and comments, and works on a document piece by piece.
class CommaFilter
{
public:
    /// Gives how many of the bytes may be handed on. The others are to be passed again in front of the next:
    /// what follows their comma is not known yet.
    qsizetype pass(char *bytes, qsizetype size, bool isLast);

private:
    enum class Within { Values, Text, Escape, Slash, LineComment, BlockComment, BlockCommentEnd };

    void look(char *bytes, qsizetype at);
    void lookAtValue(char *bytes, qsizetype at);

    Within m_within = Within::Values;
    char m_last = '\0';     ///< byte that is no white space and no comment
    qsizetype m_comma = -1; ///< behind which nothing else has come yet
};

}
