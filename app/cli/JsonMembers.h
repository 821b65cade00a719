#pragma once

#include "app/cli/Console.h"

namespace gatehouse::cli {

/// A JSON object on the console, written as its members come, one of which may be a long list.
class JsonMembers
{
public:
    explicit JsonMembers(Console &console) : m_console(console) {}

    void add(const char *name, const json::Json &value);
    void beginList(const char *name);
    void addToList(const json::Json &value);
    void endList();
    void end();

private:
    void beginMember(const char *name);

    Console &m_console;
    bool m_empty = true;
    bool m_listIsEmpty = true;
};

}
