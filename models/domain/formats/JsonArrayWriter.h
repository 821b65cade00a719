#pragma once

#include "domain/formats/ClientFormat.h"
#include "domain/json/JsonOutput.h"

namespace gatehouse {

/// Writes a JSON array of client applications with nothing around it.
class JsonArrayWriter : public ClientWriter
{
public:
    explicit JsonArrayWriter(QIODevice &target) : m_clients(target), m_target(target) {}

    Result<void> begin(const ExportHead &head) final
    {
        m_head = head;
        return m_clients.begin();
    }
    Result<void> end() final
    {
        return m_clients.end().and_then([&] { return json::write(m_target, "\n"); });
    }

protected:
    json::ArrayOutput m_clients;
    ExportHead m_head;

private:
    QIODevice &m_target;
};

}
