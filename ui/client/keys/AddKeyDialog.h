#pragma once

#include <QDialog>

namespace gatehouse {

class FileField;

/// Asks for a file with public keys.
class AddKeyDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AddKeyDialog(QWidget *parent = nullptr);

    QString path() const;

private:
    FileField *m_file;
};

}
