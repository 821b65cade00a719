#pragma once

#include "domain/ClientField.h"

#include <QWidget>

namespace gatehouse {

class ClientDraft;
class ValidationController;
struct Error;
struct Workplace;

/// The tab Try it: whether a client application works, and why not.
class TryItTab : public QWidget
{
    Q_OBJECT

public:
    TryItTab(const Workplace &workplace, ClientDraft &draft, ValidationController &validation,
             QWidget *parent = nullptr);

Q_SIGNALS:
    void failed(const gatehouse::Error &error);
    void fieldWanted(gatehouse::ClientField field);
    void clientWanted(const QString &clientId);
    void serversWanted(); ///< the page where they are added
};

}
