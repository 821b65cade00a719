#include "app/cli/JsonMembers.h"

namespace gatehouse::cli {

namespace {

constexpr int memberIndentation = 2;
constexpr int elementIndentation = 4;

}

void JsonMembers::beginMember(const char *name)
{
    m_console.write(m_empty ? "{\n  \"" : ",\n  \"");
    m_console.write(QByteArray(name) + "\": ");
    m_empty = false;
}

void JsonMembers::add(const char *name, const json::Json &value)
{
    beginMember(name);
    m_console.write(value, memberIndentation);
}

void JsonMembers::beginList(const char *name)
{
    beginMember(name);
    m_console.write("[");
    m_listIsEmpty = true;
}

void JsonMembers::addToList(const json::Json &value)
{
    m_console.write(m_listIsEmpty ? "\n    " : ",\n    ");
    m_console.write(value, elementIndentation);
    m_listIsEmpty = false;
}

void JsonMembers::endList()
{
    m_console.write(m_listIsEmpty ? "]" : "\n  ]");
}

void JsonMembers::end()
{
    m_console.write(m_empty ? "{}\n" : "\n}\n");
}

}
