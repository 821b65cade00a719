#pragma once

#include "domain/Error.h"

#include <QWidget>

class QCheckBox;
class QComboBox;

namespace gatehouse {

class ClientChoice;
class FileField;
class KeyComboBox;
struct ImportRequest;
struct Workplace;

/// The part of the dialog Import that says which file to import, and how.
class ImportForm : public QWidget
{
    Q_OBJECT

public:
    explicit ImportForm(const Workplace &workplace, QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);
    ImportRequest request(const ClientChoice &choice) const;
    /// Begins in the file's folder next time.
    void remember() const;

Q_SIGNALS:
    void fileChanged();
    void optionsChanged();
    void failed(const Error &error); ///< what there is to choose from is not known

private:
    void build();
    void loadUsers(const Workplace &workplace);

    FileField *m_file;
    QComboBox *m_policy;
    KeyComboBox *m_identity;
    QCheckBox *m_hashOnly;
};

}
