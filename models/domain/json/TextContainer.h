#pragma once

#include "domain/json/TextStyle.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace gatehouse::json {

/// An array or object of a document in its parts, each as it stands there, and put together again with some
/// of them changed, taken away or added: commas and lines follow.
class TextContainer
{
public:
    struct Child
    {
        QByteArray lead;  ///< white space and comments in front
        QByteArray name;  ///< with its quotation marks; empty in an array
        QByteArray colon; ///< with what is around it
        QByteArray value;
        QByteArray gap; ///< in front of the comma; without a comma up to the end of the line
        bool hasComma = false;
        QByteArray rest; ///< behind the comma, up to the end of the line
    };

    /// One that is to stand in it.
    struct Part
    {
        std::optional<std::size_t> child; ///< that was there; else it is new
        QByteArray value;
        QByteArray name = {}; ///< of a new member, with its quotation marks
    };

    /// `text` begins with the bracket; `indentation` is that of the line in which it does.
    TextContainer(QByteArrayView text, QByteArray indentation, const TextStyle &style);

    const std::vector<Child> &children() const { return m_children; }
    /// Of the line in which the child begins.
    QByteArray indentation(std::size_t child) const;
    /// Of a new part's line.
    QByteArray newIndentation() const;
    /// Whether its children stand in one line.
    bool isOneLine() const { return m_isOneLine; }

    /// The text with these parts in it, in the order of what was there; other children are gone, but for
    /// their comments.
    QByteArray text(const std::vector<Part> &parts) const;

private:
    struct Writing;

    Child nextChild(QByteArrayView text, qsizetype &at) const;
    Child newChild(const Part &part, std::optional<std::size_t> before) const;
    QByteArray newLead(std::optional<std::size_t> before) const;
    QByteArray newColon() const;
    void fitLead(Child &child, const Part &part, bool isFirst) const;

    QByteArray m_indentation;
    const TextStyle &m_style;
    char m_begin;
    std::vector<Child> m_children;
    QByteArray m_tail; ///< in front of the closing bracket
    bool m_isOneLine = true;
};

}
